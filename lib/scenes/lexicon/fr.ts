/** French: a name, then the words for it; plurals in -s and -x come by rule, "+" marks the others. */
export const french = `
# concepts
dawn: aube, aurore matinale, lever du soleil, lever de soleil, point du jour
morning: matin, matinee
day: jour, journee, midi, plein jour
golden-hour: heure doree, soir, soiree, apres midi
sunset: coucher de soleil, coucher du soleil, soleil couchant, couchant
dusk: crepuscule, heure bleue, tombee de la nuit
night: nuit, minuit, nocturne
sky: ciel, +cieux
sun: soleil, ensoleille, ensoleillee
moon: lune, pleine lune, clair de lune
crescent: croissant, croissant de lune, demi lune
stars: etoile, ciel etoile, etoilee
milky-way: voie lactee
aurora: aurore, aurore boreale, aurores boreales
comet: comete, etoile filante, meteore
clouds: nuage, nuageux, nuageuse
rainbow: arc en ciel
rain: pluie, pluvieux, pluvieuse, bruine, averse
snow: neige, enneige, enneigee, flocon
fog: brouillard, brume, brumeux, brumeuse
storm: tempete, orage, orageux
lightning: eclair, foudre
wind: vent, venteux, brise
overcast: ciel gris, ciel couvert
planet: planete, saturne
rocket: fusee, vaisseau spatial
galaxy: galaxie, nebuleuse
astronaut: astronaute, cosmonaute
ufo: ovni, soucoupe volante, extraterrestre
space: espace, cosmos, univers
mountain: montagne, sommet, pic, alpes, mont
hill: colline, coteau, paysage, campagne
desert: desert
dune: dune
volcano: volcan
cliff: falaise, fjord
canyon: canyon, gorge, ravin
island: ile, archipel
beach: plage, cote, rivage
meadow: prairie, pre, paturage
field: champ, champ de ble, ble
road: route, chemin, rue, sentier
rock: rocher, pierre, roche
iceberg: iceberg, glacier
valley: vallee, vallon
sea: mer, ocean, eau, baie
wave: vague
lake: lac, etang, lagon
river: riviere, fleuve, ruisseau, canal
waterfall: cascade, chute d eau
forest: foret, bois, jungle, +arbres
tree: arbre, erable
pine: pin, sapin, conifere, epicea
palm: palmier, cocotier
birch: bouleau
oak: chene
cherry-tree: cerisier, cerisier en fleurs, fleurs de cerisier
bare-tree: arbre nu, arbre mort
willow: saule, saule pleureur
cactus: cactus
flower: fleur, marguerite, bouquet
sunflower: tournesol
tulip: tulipe
lavender: lavande
poppy: coquelicot, pavot
rose: rose
grass: herbe, gazon
reed: roseau, jonc
mushroom: champignon
bamboo: bambou
city: ville, gratte ciel, cite, metropole
house: maison, cabane, chaumiere, ferme, chalet
village: village, hameau
castle: chateau, palais, forteresse
lighthouse: phare
bridge: pont
windmill: moulin, moulin a vent
tower: tour
temple: temple, pagode, sanctuaire
torii: torii
church: eglise, cathedrale, chapelle
pyramid: pyramide
tent: tente, camping
fence: cloture, barriere
lamp: lampe, lampadaire, lanterne, reverbere
boat: barque, canot, bateau
sailboat: voilier, bateau a voile, navire, voile, yacht
balloon: montgolfiere, ballon
train: train, locomotive, chemin de fer
kite: cerf volant, +cerfs volants
plane: avion
car: voiture, auto
bicycle: velo, bicyclette
bird: oiseau, mouette, corbeau, aigle, hirondelle
cat: chat, chaton, chatte
dog: chien, chiot
horse: cheval, +chevaux, poney
deer: cerf, biche, elan, renne, chevreuil
whale: baleine
fish: poisson, requin
fox: renard
wolf: loup
elephant: elephant
rabbit: lapin, lievre
owl: hibou, chouette
swan: cygne, canard
butterfly: papillon
bear: ours
dolphin: dauphin
sheep: mouton, agneau, brebis
cow: vache, taureau
camel: chameau, dromadaire, +caravane
person: personne, homme, femme, gens, silhouette, voyageur, promeneur, pecheur
couple: couple, amoureux
child: enfant, garcon, fille
apple: pomme
pear: poire
orange: orange, mandarine, clementine
lemon: citron
grapes: raisin, grappe
cherry: cerise
banana: banane
vase: vase
cup: tasse, cafe, tasse de the
teapot: theiere, cruche
candle: bougie, chandelle
book: livre
bottle: bouteille, vin
bowl: bol, fruit, coupe de fruits, nature morte
table: table
# colours
red: rouge, ecarlate, cramoisi
orange: orange
yellow: jaune
gold: dore, doree, en or
green: vert, verte
turquoise: turquoise, cyan
blue: bleu, bleue
violet: violet, violette, mauve, pourpre, lilas
pink: rose
brown: brun, brune, marron
white: blanc, blanche
grey: gris, grise, argente
black: noir, noire
# moods
calm: calme, paisible, serein, tranquille
dark: sombre, obscur, tenebreux
bright: joyeux, lumineux, gai, vif, colore
dreamy: magique, onirique, feerique, reve, enchante
romantic: romantique, amour
lonely: solitaire, seul, seule, triste, melancolique, minimaliste
warm: chaud, chaude, chaleureux
cold: froid, froide, glace, glacial
pastel: pastel, doux, douce, pale
neon: neon, futuriste
vintage: retro, ancien, ancienne, vieux, vieille
dramatic: dramatique, epique, sauvage, majestueux
# seasons
spring: printemps
summer: ete
autumn: automne, automnal
winter: hiver, hivernal
# places
left: gauche, a gauche
right: droite, a droite
centre: centre, au centre, au milieu
far: loin, au loin, lointain, dans le lointain, a l horizon, a l arriere plan
near: proche, au premier plan
# relations
over: sur, au dessus de, au dessus du
under: sous, au dessous de
behind: derriere
before: devant
beside: a cote de, pres de
# numbers
1: un, une
2: deux, paire de
3: trois
4: quatre, quelques
5: cinq, plusieurs
6: six
7: sept
8: huit
9: neuf, beaucoup de, nombreux, nombreuses, volee de
10: dix
12: douze, douzaine de
20: centaines de, milliers de, innombrables
# sizes
large: grand, grande, enorme, geant
small: petit, petite, minuscule
# not
not: sans, pas de, aucun, aucune
# styles
oil: peinture a l huile, a l huile, huile
impressionist: impressionniste, impressionnisme
watercolour: aquarelle
pencil: crayon, au crayon, dessin, croquis
charcoal: fusain
ink-hatching: encre, a l encre, hachures, plume et encre
engraving: gravure
woodblock: gravure sur bois, estampe, estampe japonaise, xylographie
pop-art: pop art
halftone: trame
comic: bande dessinee, bd
stained-glass: vitrail, +vitraux
low-poly: polygonal
mosaic: mosaique
pixel-art: pixel art, pixels
duotone: bichromie, duotone
vaporwave: vaporwave
# abstracts
abstract: abstrait, abstraite, abstraction, composition
geometric: geometrique, geometrie, formes
flowing: fluide, tourbillon, fumee, musique, danse
cells: cellule, cristal, eclats
circles: cercle, anneaux
stripes: rayure, bandes
tiles: carreaux, motif, labyrinthe
layers: papier decoupe, couches, degrade
`;
