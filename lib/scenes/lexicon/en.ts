/** English: a name, then the words for it; plurals in -s, -es and -ies come by rule, "+" marks the others. */
export const english = `
# concepts
dawn: dawn, daybreak, sunrise, first light
morning: morning
day: day, daylight, daytime, noon, midday
golden-hour: golden hour, evening light, late afternoon, evening
sunset: sunset, sundown, setting sun, afterglow
dusk: dusk, twilight, blue hour, nightfall, gloaming
night: night, midnight, nighttime, nocturnal
sky: sky, +skies, heaven
sun: sun, sunshine, sunlight, sunny
moon: moon, full moon, moonlight, moonlit
crescent: crescent, crescent moon, half moon, new moon
stars: star, starry, starlight, constellation
milky-way: milky way
aurora: aurora, northern lights, northern light, polar lights, aurora borealis
comet: comet, shooting star, meteor, falling star
clouds: cloud, cloudy, cumulus
rainbow: rainbow
rain: rain, rainy, raining, drizzle, rainfall, shower
snow: snow, snowy, snowing, snowfall, snowflake, blizzard
fog: fog, foggy, mist, misty, haze, hazy
storm: storm, stormy, tempest, thunderstorm, hurricane
lightning: lightning, thunderbolt, lightning bolt
wind: wind, windy, breeze, gale
overcast: overcast, grey sky, gray sky
planet: planet, saturn, jupiter, mars
rocket: rocket, spaceship, spacecraft, rocketship
galaxy: galaxy, nebula, +galaxies
astronaut: astronaut, cosmonaut, spaceman
ufo: ufo, flying saucer, alien
space: space, outer space, cosmos, universe
mountain: mountain, peak, summit, alps, mount, mountainside, himalaya
hill: hill, hillside, rolling hill, countryside, landscape
desert: desert, sahara
dune: dune, sand dune
volcano: volcano, eruption
cliff: cliff, bluff, fjord
canyon: canyon, gorge, butte, ravine
island: island, isle, archipelago
beach: beach, shore, seashore, coast, seaside, sand, sandy
meadow: meadow, pasture, prairie, grassland, lawn
field: field, farmland, wheat, cornfield, wheat field, crop
road: road, path, street, highway, trail, lane
rock: rock, stone, boulder
iceberg: iceberg, glacier, +arctic, ice floe
valley: valley, vale
sea: sea, ocean, water, bay, seascape
wave: wave, surf, great wave, breaker
lake: lake, pond, lagoon
river: river, stream, creek, brook, canal
waterfall: waterfall, cascade
forest: forest, wood, woodland, jungle, +trees, grove, rainforest
tree: tree, maple
pine: pine, fir, spruce, pine tree, fir tree, conifer, evergreen
palm: palm, palm tree, coconut tree
birch: birch, birch tree, aspen
oak: oak, oak tree
cherry-tree: cherry tree, cherry blossom, cherry blossom tree, cherry blossoms, sakura, blossom, blossoming tree
bare-tree: bare tree, dead tree, leafless tree
willow: willow, weeping willow
cactus: cactus, +cacti, saguaro
flower: flower, wildflower, daisy, +daisies, bloom, bouquet
sunflower: sunflower, sunflower field
tulip: tulip
lavender: lavender, lavender field
poppy: poppy, +poppies
rose: rose
grass: grass, grasses, tall grass
reed: reed, rushes, bulrush
mushroom: mushroom, toadstool
bamboo: bamboo
city: city, +cities, skyline, skyscraper, town, metropolis, downtown, cityscape, city skyline
house: house, cottage, cabin, hut, farmhouse, home, barn
village: village, hamlet
castle: castle, palace, fortress
lighthouse: lighthouse, beacon
bridge: bridge
windmill: windmill, mill
tower: tower, clock tower
temple: temple, pagoda, shrine
torii: torii, torii gate, japanese gate
church: church, chapel, cathedral
pyramid: pyramid
tent: tent, camp, camping
fence: fence
lamp: lamp, street lamp, lantern, lamppost, streetlight
boat: boat, rowboat, rowing boat, canoe, fishing boat
sailboat: sailboat, sailing boat, sailing ship, ship, yacht, sail, galleon
balloon: balloon, hot air balloon, air balloon
train: train, locomotive, railway
kite: kite
plane: plane, airplane, aeroplane, aircraft
car: car, automobile
bicycle: bicycle, bike
bird: bird, seagull, gull, crow, raven, eagle, swallow, goose, +geese, crane
cat: cat, kitten, kitty
dog: dog, puppy, hound
horse: horse, pony, stallion
deer: deer, stag, +deer, doe, elk, reindeer, moose
whale: whale, humpback
fish: fish, goldfish, koi, +fishes, shark
fox: fox
wolf: wolf, +wolves
elephant: elephant
rabbit: rabbit, bunny, hare
owl: owl
swan: swan, duck
butterfly: butterfly
bear: bear
dolphin: dolphin
sheep: sheep, lamb, +sheep
cow: cow, cattle, bull
camel: camel, dromedary, +caravan
person: person, man, woman, +people, +men, +women, figure, traveller, traveler, hiker, wanderer, human, samurai, fisherman
couple: couple, lovers, pair of lovers, two people
child: child, +children, kid, boy, girl
apple: apple
pear: pear
orange: orange, mandarin, tangerine
lemon: lemon
grapes: grape, bunch of grapes
cherry: cherry
banana: banana
vase: vase
cup: cup, mug, coffee, tea, cup of tea, cup of coffee, teacup
teapot: teapot, jug, kettle, pitcher
candle: candle, candlelight
book: book
bottle: bottle, wine
bowl: bowl, fruit bowl, bowl of fruit, fruit, still life
table: table, desk
# colours
red: red, crimson, scarlet, ruby
orange: orange
yellow: yellow
gold: gold, golden, ochre
green: green, emerald
turquoise: turquoise, teal, cyan, aqua
blue: blue, azure, navy, indigo
violet: violet, purple, lilac, magenta
pink: pink, salmon
brown: brown, sepia
white: white
grey: grey, gray, silver
black: black
# moods
calm: calm, peaceful, serene, quiet, tranquil, still, gentle
dark: dark, gloomy, sombre, somber, sinister, moody
bright: bright, cheerful, happy, joyful, vivid, colourful, colorful, vibrant
dreamy: dreamy, magical, mystic, mystical, fantasy, surreal, enchanted, ethereal, dream, fairytale
romantic: romantic, love
lonely: lonely, alone, solitary, melancholy, sad, minimal, minimalist
warm: warm, hot, cosy, cozy
cold: cold, icy, frozen, frosty, chilly
pastel: pastel, soft, pale
neon: neon, cyberpunk, synthwave, futuristic
vintage: vintage, retro, old, nostalgic
dramatic: dramatic, epic, majestic, wild
# seasons
spring: spring, springtime
summer: summer, summery
autumn: autumn, fall, autumnal
winter: winter, wintry
# places
left: left, on the left, to the left, left side
right: right, on the right, to the right, right side
centre: centre, center, in the middle, middle
far: far, distant, in the distance, far away, on the horizon, background, in the background
near: near, close, foreground, in the foreground, close up
# relations
over: over, above, on top of
under: under, below, beneath, underneath
behind: behind
before: in front of, before
beside: beside, next to, by the
# numbers
1: a, an, one, single, kind of
2: two, pair of, twin
3: three
4: four, few, some
5: five, several
6: six
7: seven
8: eight
9: nine, many, lots of, flock of, group of, herd of
10: ten
12: twelve, dozen
20: hundreds of, countless, thousands of, swarm of
# sizes
large: big, large, huge, giant, enormous, great
small: small, little, tiny
# not
not: no, without, not, sans
# styles
oil: oil painting, oil paint, in oil, painted in oil, oil on canvas
impressionist: impressionist, impressionism, monet, pointillism
watercolour: watercolour, watercolor, aquarelle
pencil: pencil, pencil drawing, sketch, graphite, drawing
charcoal: charcoal
ink-hatching: ink, pen and ink, ink drawing, hatching, crosshatching, etching
engraving: engraving, engraved
woodblock: woodblock, woodblock print, woodcut, ukiyo-e, linocut, hokusai, japanese print
pop-art: pop art, warhol
halftone: halftone, newsprint
comic: comic, cartoon, comic book
stained-glass: stained glass
low-poly: low poly, polygonal
mosaic: mosaic
pixel-art: pixel art, 8 bit, 8bit, pixelated, pixel
duotone: duotone, two tone
vaporwave: vaporwave
# abstracts
abstract: abstract, abstraction, composition
geometric: geometric, geometry, bauhaus, suprematist, constructivist, cubist, kandinsky, shapes
flowing: flow, flowing, swirl, swirling, fluid, smoke, music, dance
cells: voronoi, cell, crystal, shattered, facets
circles: circle, concentric, rings, bubbles, delaunay
stripes: stripe, striped, bars, barcode, mondrian
tiles: truchet, tiles, pattern, maze, labyrinth
layers: paper cut, papercut, layered, gradient
`;
