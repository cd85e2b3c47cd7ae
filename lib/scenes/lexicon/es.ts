/** Spanish: a name, then the words for it; plurals in -s and -es come by rule, "+" marks the others. */
export const spanish = `
# concepts
dawn: amanecer, alba, aurora matutina, madrugada, salida del sol
morning: manana
day: dia, mediodia, luz del dia
golden-hour: hora dorada, tarde, atardecer dorado
sunset: atardecer, puesta de sol, ocaso, puesta del sol
dusk: crepusculo, anochecer, hora azul
night: noche, medianoche, nocturno, nocturna
sky: cielo
sun: sol, soleado, soleada
moon: luna, luna llena, luz de luna
crescent: luna creciente, media luna, cuarto creciente
stars: estrella, estrellado, estrellada
milky-way: via lactea
aurora: aurora, aurora boreal, luces del norte
comet: cometa celeste, estrella fugaz, meteoro
clouds: nube, nublado, nublada
rainbow: arcoiris, arco iris
rain: lluvia, lluvioso, lluviosa, llovizna
snow: nieve, nevado, nevada, nevando, copo de nieve
fog: niebla, neblina, bruma, brumoso
storm: tormenta, tempestad, tormentoso
lightning: rayo, relampago
wind: viento, ventoso, brisa
overcast: cielo gris, encapotado
planet: planeta, saturno, marte
rocket: cohete, nave espacial
galaxy: galaxia, nebulosa
astronaut: astronauta
ufo: ovni, platillo volador, extraterrestre
space: espacio, cosmos, universo
mountain: montana, pico, cumbre, sierra, cordillera, monte, alpes, andes
hill: colina, cerro, paisaje, loma
desert: desierto
dune: duna
volcano: volcan
cliff: acantilado, fiordo
canyon: canon, desfiladero, barranco
island: isla, archipielago
beach: playa, costa, orilla
meadow: prado, pradera, pasto
field: campo, trigal, trigo, cultivo
road: camino, carretera, sendero, calle
rock: roca, piedra
iceberg: iceberg, glaciar
valley: valle
sea: mar, oceano, agua, bahia
wave: ola
lake: lago, laguna, estanque
river: rio, arroyo, canal
waterfall: cascada, catarata
forest: bosque, selva, +arboles, jungla
tree: arbol
pine: pino, abeto
palm: palmera, cocotero
birch: abedul
oak: roble, encina
cherry-tree: cerezo, cerezo en flor, flor de cerezo
bare-tree: arbol desnudo, arbol seco, arbol muerto
willow: sauce
cactus: cactus
flower: flor, margarita, ramo
sunflower: girasol
tulip: tulipan
lavender: lavanda
poppy: amapola
rose: rosa
grass: hierba, pasto alto, cesped
reed: junco, carrizo
mushroom: seta, hongo, champinon
bamboo: bambu
city: ciudad, rascacielos, metropoli
house: casa, cabana, granja, choza
village: pueblo, aldea
castle: castillo, palacio, fortaleza
lighthouse: faro
bridge: puente
windmill: molino, molino de viento
tower: torre
temple: templo, pagoda, santuario
torii: torii
church: iglesia, catedral, capilla
pyramid: piramide
tent: tienda de campana, carpa, campamento
fence: valla, cerca
lamp: lampara, farola, farol, linterna
boat: barca, bote, canoa
sailboat: velero, barco, barco de vela, vela nautica, yate
balloon: globo, globo aerostatico
train: tren, locomotora, ferrocarril
kite: cometa, papalote
plane: avion
car: coche, carro, auto
bicycle: bicicleta, bici
bird: pajaro, ave, gaviota, cuervo, aguila, golondrina
cat: gato, gata, gatito
dog: perro, perra, cachorro
horse: caballo, yegua, poni
deer: ciervo, venado, alce, reno
whale: ballena
fish: pez, +peces, pescado, tiburon
fox: zorro
wolf: lobo
elephant: elefante
rabbit: conejo, liebre
owl: buho, lechuza
swan: cisne, pato
butterfly: mariposa
bear: oso
dolphin: delfin
sheep: oveja, cordero
cow: vaca, toro
camel: camello, dromedario, +caravana
person: persona, hombre, mujer, gente, figura, viajero, caminante, pescador
couple: pareja, enamorados
child: nino, nina
apple: manzana
pear: pera
orange: naranja, mandarina
lemon: limon
grapes: uva, racimo
cherry: cereza
banana: platano, banana
vase: jarron, florero
cup: taza, cafe, te
teapot: tetera, jarra
candle: vela
book: libro
bottle: botella, vino
bowl: cuenco, frutero, fruta, bodegon, naturaleza muerta
table: mesa
# colours
red: rojo, roja, carmesi, escarlata
orange: naranja, anaranjado, anaranjada
yellow: amarillo, amarilla
gold: dorado, dorada, oro
green: verde
turquoise: turquesa, cian
blue: azul
violet: violeta, morado, morada, purpura, lila
pink: rosa, rosado, rosada
brown: marron, pardo
white: blanco, blanca
grey: gris, plateado
black: negro, negra
# moods
calm: tranquilo, tranquila, sereno, serena, calma, apacible
dark: oscuro, oscura, sombrio, sombria, tenebroso
bright: alegre, brillante, colorido, luminoso, vivo
dreamy: magico, magica, onirico, encantado, sueno, fantasia
romantic: romantico, romantica, amor
lonely: solitario, solitaria, triste, melancolico, minimalista
warm: calido, calida, caliente, acogedor
cold: frio, fria, helado, helada
pastel: pastel, suave, palido
neon: neon, futurista
vintage: retro, antiguo, antigua, viejo, vieja
dramatic: dramatico, epico, salvaje, majestuoso
# seasons
spring: primavera
summer: verano
autumn: otono, otonal
winter: invierno, invernal
# places
left: izquierda, a la izquierda
right: derecha, a la derecha
centre: centro, en el centro, en medio
far: lejos, a lo lejos, en la distancia, lejano, lejana, al fondo, en el horizonte
near: cerca, en primer plano
# relations
over: sobre, encima de
under: bajo, debajo de
behind: detras de, tras
before: delante de, frente a
beside: junto a, al lado de
# numbers
1: un, una, uno
2: dos, par de
3: tres
4: cuatro, unos, unas, algunos, algunas
5: cinco, varios, varias
6: seis
7: siete
8: ocho
9: nueve, muchos, muchas, bandada de
10: diez
12: doce, docena de
20: cientos de, miles de, innumerables
# sizes
large: grande, gran, enorme, gigante
small: pequeno, pequena, diminuto
# not
not: sin, no, ningun, ninguna
# styles
oil: oleo, al oleo, pintura al oleo
impressionist: impresionista, impresionismo
watercolour: acuarela
pencil: lapiz, a lapiz, dibujo, boceto
charcoal: carboncillo, carbon
ink-hatching: tinta, plumilla, tinta china
engraving: grabado
woodblock: xilografia, grabado en madera, grabado japones
pop-art: arte pop
halftone: semitono
comic: comic, historieta, caricatura
stained-glass: vidriera, vitral
low-poly: poligonal
mosaic: mosaico
pixel-art: pixel art, arte de pixeles, pixelado
duotone: duotono, bitono
vaporwave: vaporwave
# abstracts
abstract: abstracto, abstracta, abstraccion, composicion
geometric: geometrico, geometrica, formas
flowing: fluido, remolino, humo, musica, danza
cells: celda, cristal
circles: circulo, anillos
stripes: raya, franjas
tiles: azulejo, patron, laberinto
layers: papel recortado, capas, degradado
`;
