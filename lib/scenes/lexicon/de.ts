/** German: a name, then the words for it; common plural endings come by rule, "+" marks the others. */
export const german = `
# concepts
dawn: morgengrauen, morgenrot, sonnenaufgang, tagesanbruch, morgendammerung
morning: morgen, vormittag
day: tag, mittag, tageslicht
golden-hour: goldene stunde, abendlicht, nachmittag, abend
sunset: sonnenuntergang, +sonnenuntergange, abendrot
dusk: dammerung, abenddammerung, blaue stunde, zwielicht
night: nacht, +nachte, mitternacht, nachts, nachtlich, nachtliche
sky: himmel, nachthimmel
sun: sonne, sonnenschein, sonnig, sonnenlicht
moon: mond, vollmond, mondlicht, mondschein
crescent: mondsichel, halbmond, sichelmond
stars: stern, sternenhimmel, sternenklar
milky-way: milchstrasse
aurora: nordlicht, polarlicht
comet: komet, sternschnuppe, meteor
clouds: wolke, bewolkt, wolkig
rainbow: regenbogen
rain: regen, regnerisch, schauer
snow: schnee, verschneit, schneeflocke, schneefall, schneesturm, verschneite, verschneiter
fog: nebel, neblig, dunst, nebelig
storm: sturm, +sturme, gewitter, unwetter, sturmisch
lightning: blitz
wind: wind, windig, brise
overcast: bedeckt, grauer himmel
planet: planet, mars, jupiter
rocket: rakete, raumschiff
galaxy: galaxie, galaxis, sternennebel
astronaut: astronaut, raumfahrer
ufo: ufo, fliegende untertasse, ausserirdischer
space: weltraum, weltall, universum, kosmos
mountain: berg, gebirge, gipfel, alpen, bergkette
hill: hugel, landschaft, hugelland
desert: wuste
dune: dune, sanddune
volcano: vulkan
cliff: klippe, steilkuste, fjord, kreidefelsen
canyon: schlucht, canyon
island: insel
beach: strand, +strande, kuste, ufer, sandstrand
meadow: wiese, weide, alm, blumenwiese
field: feld, acker, weizenfeld, kornfeld, weizen
road: strasse, weg, pfad, landstrasse
rock: fels, felsen, stein
iceberg: eisberg, gletscher
valley: tal, +taler
sea: meer, ozean, see meer, wasser, bucht, nordsee, ostsee
wave: welle, brandung
lake: see, teich, bergsee, weiher
river: fluss, +flusse, bach, kanal, strom
waterfall: wasserfall, +wasserfalle
forest: wald, +walder, dschungel, urwald, +baume
tree: baum, ahorn
pine: tanne, fichte, kiefer, tannenbaum, nadelbaum
palm: palme
birch: birke
oak: eiche
cherry-tree: kirschbaum, kirschblute, +kirschbaume, kirschbluten
bare-tree: kahler baum, toter baum, +kahle baume
willow: trauerweide
cactus: kaktus, +kakteen
flower: blume, blute, blumenstrauss, ganseblumchen, wildblume
sunflower: sonnenblume, sonnenblumenfeld
tulip: tulpe
lavender: lavendel, lavendelfeld
poppy: mohn, mohnblume, klatschmohn
rose: rose
grass: gras, graser
reed: schilf, schilfrohr
mushroom: pilz, fliegenpilz
bamboo: bambus
city: stadt, +stadte, skyline, hochhaus, wolkenkratzer, grossstadt, +hochhauser
house: haus, hutte, +hauser, bauernhaus, scheune, hauschen, blockhutte
village: dorf, +dorfer
castle: schloss, burg, +schlosser, festung
lighthouse: leuchtturm, +leuchtturme
bridge: brucke
windmill: windmuhle, muhle
tower: turm, +turme
temple: tempel, pagode, schrein
torii: torii, torii tor
church: kirche, kapelle, dom, kathedrale
pyramid: pyramide
tent: zelt, zeltlager
fence: zaun, +zaune
lamp: lampe, laterne, strassenlaterne
boat: boot, ruderboot, kahn, kanu, fischerboot
sailboat: segelboot, segelschiff, schiff, segel, yacht
balloon: ballon, heissluftballon, +ballons
train: zug, +zuge, lokomotive, eisenbahn
kite: papierdrachen, lenkdrachen
plane: flugzeug
car: auto
bicycle: fahrrad, +fahrrader, rad
bird: vogel, mowe, krahe, rabe, adler, schwalbe, kranich, gans, +ganse
cat: katze, katzchen, kater
dog: hund, welpe
horse: pferd, pony, hengst
deer: hirsch, reh, elch, rentier
whale: wal
fish: fisch, goldfisch, hai
fox: fuchs, +fuchse
wolf: wolf, +wolfe
elephant: elefant
rabbit: hase, kaninchen
owl: eule, uhu
swan: schwan, +schwane, ente
butterfly: schmetterling, falter
bear: bar, +baren, eisbar
dolphin: delfin, delphin
sheep: schaf, lamm
cow: kuh, +kuhe
camel: kamel, dromedar, +karawane
person: person, mensch, mann, frau, +manner, wanderer, figur, +leute, fischer
couple: paar, liebespaar, verliebte
child: kind, junge, madchen
apple: apfel
pear: birne
orange: orange, apfelsine, mandarine
lemon: zitrone
grapes: traube, weintraube
cherry: kirsche
banana: banane
vase: vase, blumenvase
cup: tasse, becher, kaffee, tee, teetasse
teapot: teekanne, kanne, krug
candle: kerze, kerzenlicht, kerzenschein
book: buch, +bucher
bottle: flasche, wein, weinflasche
bowl: schale, schussel, obst, obstschale, stillleben, fruchte
table: tisch
# colours
red: rot, rote, roter, rotes, roten, rotem
orange: orange, orangefarben, oranger
yellow: gelb, gelbe, gelber, gelbes, gelben
gold: gold, golden, goldene, goldener, goldenes
green: grun, grune, gruner, grunes, grunen
turquoise: turkis, turkise, turkiser
blue: blau, blaue, blauer, blaues, blauen
violet: violett, lila, purpur, violette
pink: rosa, pink
brown: braun, braune, brauner, braunes
white: weiss, weisse, weisser, weisses, weissen
grey: grau, graue, grauer, silber, silbern
black: schwarz, schwarze, schwarzer, schwarzes, schwarzen
# moods
calm: ruhig, ruhige, ruhiger, still, stille, stiller, friedlich
dark: dunkel, dunkle, dunkler, duster, dustere, finster
bright: hell, frohlich, heiter, bunt, bunte, leuchtend
dreamy: vertraumt, magisch, zauberhaft, marchenhaft, traum, marchen
romantic: romantisch, liebe
lonely: einsam, einsame, einsamer, traurig, melancholisch, minimalistisch
warm: warm, warme, heiss, gemutlich
cold: kalt, kalte, eisig, frostig, gefroren
pastel: pastell, pastellfarben, sanft, zart
neon: neon, futuristisch
vintage: retro, nostalgisch, alt, alte, alter
dramatic: dramatisch, episch, wild, wilde
# seasons
spring: fruhling, fruhjahr
summer: sommer, sommerlich
autumn: herbst, herbstlich, herbstliche, herbstlicher
winter: winter, winterlich, winterliche
# places
left: links, auf der linken seite, linke seite
right: rechts, auf der rechten seite, rechte seite
centre: mitte, in der mitte
far: weit weg, in der ferne, fern, ferne, entfernt, im hintergrund, am horizont
near: nah, vordergrund, im vordergrund
# relations
over: uber
under: unter
behind: hinter
before: vor
beside: neben
# numbers
1: ein, eine, einen, einem, einer, eins
2: zwei, beide
3: drei
4: vier, einige
5: funf, mehrere
6: sechs
7: sieben
8: acht
9: neun, viele, schwarm
10: zehn
12: zwolf, dutzend
20: hunderte, unzahlige, tausende
# sizes
large: gross, grosse, grosser, grosses, riesig, riesige, riesiger
small: klein, kleine, kleiner, kleines, winzig, winzige
# not
not: ohne, kein, keine, keinen, nicht
# styles
oil: olgemalde, olbild, in ol, olfarben
impressionist: impressionistisch, impressionismus
watercolour: aquarell
pencil: bleistift, bleistiftzeichnung, zeichnung, skizze
charcoal: kohle, kohlezeichnung
ink-hatching: tusche, tuschezeichnung, federzeichnung, schraffur, tinte
engraving: kupferstich, stich, gravur
woodblock: holzschnitt, linolschnitt
pop-art: pop art
halftone: raster
comic: comic, karikatur
stained-glass: glasmalerei, buntglas, kirchenfenster
low-poly: low poly
mosaic: mosaik
pixel-art: pixelkunst, pixelgrafik
duotone: duoton, zweifarbig
vaporwave: vaporwave
# abstracts
abstract: abstrakt, abstrakte, abstraktion, komposition
geometric: geometrisch, geometrie, formen
flowing: fliessend, stromung, wirbel, rauch, musik, tanz
cells: zellen, kristall, scherben
circles: kreis, ringe
stripes: streifen, gestreift
tiles: kacheln, muster, labyrinth
layers: scherenschnitt, schichten, farbverlauf
`;
