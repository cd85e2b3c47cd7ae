import type { Concept } from "../lexicon/vocabulary";
import type { Scene, Spot } from "../scene";
import { drawFruit, isFruit } from "../still/fruit";
import { drawTable } from "../still/table";
import { drawVessel } from "../still/vessels";
import { drawCat, drawOwl, drawRabbit } from "./animals";
import { drawBoat, drawSailboat } from "./boats";
import {
  drawCastle,
  drawChurch,
  drawHouse,
  drawLighthouse,
  drawPyramid,
  drawTent,
  drawTower,
  drawVillage,
  drawWindmill,
} from "./buildings";
import { drawFlower, drawMushroom, drawReed } from "./flowers";
import { drawRock } from "./landforms";
import { drawAstronaut, drawChild, drawCouple, drawPerson } from "./people";
import { drawQuadruped } from "./quadrupeds";
import { drawBridge, drawFence, drawLamp, drawTemple, drawTorii } from "./shrines";
import { drawDolphin, drawFish, drawWhale } from "./swimmers";
import { drawBareTree, drawBirch, drawCherryTree, drawOak, drawPine, drawTree } from "./trees";
import { drawBalloon, drawBicycle, drawCar, drawKite, drawPlane, drawRocket, drawTrain, drawUfo } from "./vehicles";
import { drawBamboo, drawCactus, drawPalm, drawWillow } from "./warm-trees";
import { drawBird, drawButterfly, drawSwan } from "./winged";

/** A thing that can be set into a scene. */
export interface Thing {
  concept: Concept;
  draw: (scene: Scene, spot: Spot) => void;
  /** Where it belongs: our side of the land, further back, on the water, in the air. */
  zone: "near" | "mid" | "water" | "air";
  /** Height in scene units where it usually stands. */
  size: number;
  /** Width as a share of its height: how far apart several stand. */
  width: number;
}

const things: readonly Thing[] = [
  ...four("horse", 0.2, 1.5),
  ...four("deer", 0.24, 1.1),
  ...four("dog", 0.13, 1.4),
  ...four("wolf", 0.17, 1.5),
  ...four("fox", 0.13, 1.8),
  ...four("bear", 0.19, 1.6),
  ...four("elephant", 0.27, 1.7),
  ...four("sheep", 0.1, 1.5),
  ...four("cow", 0.15, 1.7),
  ...four("camel", 0.2, 1.5),
  thing("cat", drawCat, "near", 0.17, 1.1),
  thing("rabbit", drawRabbit, "near", 0.11, 1.2),
  thing("owl", drawOwl, "near", 0.2, 1.5),
  thing("person", drawPerson, "near", 0.19, 0.6),
  thing("couple", drawCouple, "near", 0.19, 0.8),
  thing("child", drawChild, "near", 0.14, 0.7),
  thing("tree", drawTree, "near", 0.38, 0.8),
  thing("pine", drawPine, "near", 0.36, 0.42),
  thing("palm", drawPalm, "near", 0.44, 0.6),
  thing("birch", drawBirch, "near", 0.4, 0.5),
  thing("oak", drawOak, "near", 0.4, 1.1),
  thing("cherry-tree", drawCherryTree, "near", 0.42, 1),
  thing("bare-tree", drawBareTree, "near", 0.4, 0.8),
  thing("willow", drawWillow, "near", 0.36, 0.9),
  thing("cactus", drawCactus, "near", 0.25, 0.7),
  thing("bamboo", drawBamboo, "near", 0.55, 0.8),
  thing("flower", (scene, spot) => drawFlower(scene, spot, "flower"), "near", 0.16, 0.8),
  thing("sunflower", (scene, spot) => drawFlower(scene, spot, "sunflower"), "near", 0.32, 0.6),
  thing("tulip", (scene, spot) => drawFlower(scene, spot, "tulip"), "near", 0.16, 0.8),
  thing("poppy", (scene, spot) => drawFlower(scene, spot, "poppy"), "near", 0.15, 0.8),
  thing("rose", (scene, spot) => drawFlower(scene, spot, "rose"), "near", 0.18, 0.8),
  thing("lavender", (scene, spot) => drawFlower(scene, spot, "lavender"), "near", 0.15, 0.8),
  thing("reed", drawReed, "near", 0.22, 0.7),
  thing("mushroom", drawMushroom, "near", 0.12, 1.2),
  thing("rock", drawRock, "near", 0.07, 2.2),
  thing("house", drawHouse, "mid", 0.14, 1.5),
  thing("village", drawVillage, "mid", 0.13, 4),
  thing("church", drawChurch, "mid", 0.24, 0.8),
  thing("castle", drawCastle, "mid", 0.3, 1.3),
  thing("lighthouse", drawLighthouse, "mid", 0.34, 0.6),
  thing("windmill", drawWindmill, "mid", 0.27, 1),
  thing("tower", drawTower, "mid", 0.32, 0.5),
  thing("temple", drawTemple, "mid", 0.36, 0.9),
  thing("torii", drawTorii, "mid", 0.22, 1.3),
  thing("pyramid", drawPyramid, "mid", 0.25, 1.9),
  thing("bridge", drawBridge, "mid", 0.12, 6),
  thing("train", drawTrain, "mid", 0.075, 6),
  thing("tent", drawTent, "near", 0.1, 2.2),
  thing("fence", drawFence, "near", 0.075, 8),
  thing("lamp", drawLamp, "near", 0.3, 0.6),
  thing("car", drawCar, "near", 0.085, 2.6),
  thing("bicycle", drawBicycle, "near", 0.12, 2),
  thing("boat", drawBoat, "water", 0.062, 2.6),
  thing("sailboat", drawSailboat, "water", 0.24, 1),
  thing("swan", drawSwan, "water", 0.085, 2),
  thing("whale", drawWhale, "water", 0.13, 3),
  thing("dolphin", drawDolphin, "water", 0.12, 2.2),
  thing("fish", drawFish, "water", 0.07, 2),
  thing("bird", drawBird, "air", 0.034, 2.4),
  thing("butterfly", drawButterfly, "air", 0.06, 2),
  thing("balloon", drawBalloon, "air", 0.21, 1.1),
  thing("kite", drawKite, "air", 0.16, 1.4),
  thing("plane", drawPlane, "air", 0.085, 2.6),
  thing("rocket", drawRocket, "air", 0.32, 0.9),
  thing("ufo", drawUfo, "air", 0.1, 2.6),
  ...outdoors("apple", 0.07, 1.1),
  ...outdoors("pear", 0.09, 1),
  ...outdoors("orange", 0.07, 1.1),
  ...outdoors("lemon", 0.06, 1.5),
  ...outdoors("grapes", 0.09, 1.2),
  ...outdoors("cherry", 0.06, 1.2),
  ...outdoors("banana", 0.07, 2.3),
  ...outdoors("vase", 0.2, 0.7),
  ...outdoors("cup", 0.08, 1.6),
  ...outdoors("teapot", 0.11, 1.6),
  ...outdoors("candle", 0.14, 0.6),
  ...outdoors("book", 0.035, 4),
  ...outdoors("bottle", 0.16, 0.5),
  ...outdoors("bowl", 0.08, 2.4),
  thing("table", drawTable, "near", 0.13, 2),
  thing("astronaut", drawAstronaut, "near", 0.26, 0.9),
];

/** The thing a concept is drawn as, if it is one. */
export function findThing(concept: Concept): Thing | undefined {
  return things.find((entry) => entry.concept === concept);
}

function thing(concept: Concept, draw: Thing["draw"], zone: Thing["zone"], size: number, width: number): Thing {
  return { concept, draw, zone, size, width };
}

/** Fruit and vessels set down in a landscape. */
function outdoors(concept: Concept, size: number, width: number): Thing[] {
  const draw = isFruit(concept) ? drawFruit : drawVessel;
  return [thing(concept, (scene, spot) => draw(scene, spot, concept), "near", size, width)];
}

function four(concept: Concept, size: number, width: number): Thing[] {
  return [thing(concept, (scene, spot) => drawQuadruped(scene, spot, concept), "near", size, width)];
}
