import { findThing, type Thing } from "../elements/catalogue";
import type { Layer } from "../layer";
import { kindOf } from "../lexicon/vocabulary";
import { dyes } from "../light/dyes";
import type { Random } from "../random";
import type { Mention } from "../reading";
import type { Scene, Spot } from "../scene";

/** A thing with a place of its own. */
export interface Placed {
  thing: Thing;
  spot: Spot;
}

/** A mention that is drawn as a thing, with where its middle stands (share of the width). */
export interface Cast {
  mention: Mention;
  thing: Thing;
  zone: Thing["zone"];
  middle: number;
  /** 1 as usual; larger when it is the picture's only subject. */
  scale: number;
}

/** Chooses a stand for every thing the prompt names: at the thirds, away from the light, as the prompt's places say. */
export function castThings(scene: Scene): Cast[] {
  const random = scene.random.stream("cast");
  const named = scene.reading.mentions.flatMap((mention) => {
    const thing = findThing(mention.concept);
    // "a birch forest" has more than one birch.
    const grove =
      kindOf(mention.concept) === "plant" &&
      !mention.counted &&
      scene.has("forest") &&
      thing !== undefined &&
      thing.size > 0.3;
    return thing ? [{ mention: grove ? { ...mention, count: 5 } : mention, thing }] : [];
  });
  const mirrored = scene.source.x < scene.wide / 2;
  const slots = [0.66, 0.3, 0.48, 0.82, 0.16, 0.57, 0.39, 0.74, 0.23];
  let next = 0;
  return named.map(({ mention, thing }): Cast => {
    const slot = slots[next++ % slots.length] + random.range(-0.04, 0.04);
    const free = mirrored ? slot : 1 - slot;
    const many = mention.count > 3;
    const middle = placeOf(mention) ?? (many ? 0.5 + (free - 0.5) * 0.3 : free);
    return { mention, thing, zone: zoneOf(scene, mention, thing), middle, scale: scaleOf(mention, named.length) };
  });
}

function placeOf({ place }: Mention): number | null {
  if (place === "left") return 0.24;
  if (place === "right") return 0.76;
  return place === "centre" ? 0.5 : null;
}

function zoneOf(scene: Scene, mention: Mention, thing: Thing): Thing["zone"] {
  const behind = scene.reading.mentions.some(
    ({ relation }) => relation && scene.reading.mentions[relation.to] === mention && relation.kind === "before",
  );
  if (thing.zone === "near" && (mention.place === "far" || mention.relation?.kind === "behind" || behind)) return "mid";
  if (thing.zone === "mid" && (mention.place === "near" || mention.relation?.kind === "before")) return "near";
  return thing.zone;
}

function scaleOf(mention: Mention, things: number): number {
  const alone = things === 1 && mention.count === 1 ? 1.4 : things <= 2 && mention.count <= 2 ? 1.18 : 1;
  const size = mention.size === "large" ? 1.55 : mention.size === "small" ? 0.62 : 1;
  const place = mention.place === "far" ? 0.62 : mention.place === "near" ? 1.35 : 1;
  const crowd = mention.count > 6 ? 0.72 : mention.count > 3 ? 0.86 : 1;
  return alone * size * place * crowd;
}

/** Spots along ground whose outline is `top`. */
export function onGround(scene: Scene, cast: Cast, top: (x: number) => number, depth: number, zoom = 1): Placed[] {
  const random = scene.random.stream(`place ${cast.thing.concept}`);
  const size = cast.thing.size * cast.scale * zoom;
  return spread(scene, cast, size, random).map(({ x, share }) => {
    const own = size * random.range(0.9, 1.08) * (1 - share * 0.22);
    const y = top(x) + size * 0.03 + (1 - share) * 0.02 * zoom;
    return { thing: cast.thing, spot: spot(cast, x, y, own, depth, random) };
  });
}

/** Spots on the water between the horizon and `near`. */
export function onWater(scene: Scene, cast: Cast, near: number): Placed[] {
  const random = scene.random.stream(`place ${cast.thing.concept}`);
  const { place } = cast.mention;
  const reach = near - scene.horizon;
  const base = place === "far" ? 0.06 : place === "near" ? 0.62 : random.range(0.2, 0.34);
  const flip = random.sign();
  return spread(scene, cast, cast.thing.size * cast.scale, random).map(({ x, share }) => {
    const t = Math.min(0.8, Math.max(0.045, base + (0.5 - share) * (cast.mention.count > 1 ? 0.3 : 0)));
    const size =
      cast.thing.size * cast.scale * (0.42 + t * 1.9) * random.range(0.92, 1.08) * (place === "far" ? 0.8 : 1);
    const placed = spot(cast, x, scene.horizon + reach * t, size, 0.5 * (1 - t) ** 2, random);
    return { thing: cast.thing, spot: { ...placed, flip: cast.mention.count > 1 ? flip : placed.flip } };
  });
}

/** Spots in the sky. */
export function inAir(scene: Scene, cast: Cast): Placed[] {
  const random = scene.random.stream(`place ${cast.thing.concept}`);
  const { concept, size } = cast.thing;
  const low = concept === "butterfly" ? 0.62 : concept === "ufo" ? 0.3 : concept === "rocket" ? 0.62 : 0.46;
  return spread(scene, cast, size * cast.scale, random).map(({ x, share }, i) => {
    const own = size * cast.scale * (1 - share * 0.5) * random.range(0.85, 1.1);
    const wander = cast.mention.count > 1 ? random.range(-0.3, 0.26) * (i % 2 ? 1 : 0.6) : random.range(-0.06, 0.06);
    const y = Math.max(
      own * 1.1,
      scene.horizon * (low + wander) + (concept === "butterfly" ? scene.horizon * 0.3 : 0) + own * 0.4,
    );
    return { thing: cast.thing, spot: spot(cast, x, y, own, 0.12 + share * 0.35, random) };
  });
}

/** Places along the width for as many as are wanted, with how far back each stands (0 near – 1 far). */
function spread(scene: Scene, cast: Cast, size: number, random: Random): { x: number; share: number }[] {
  const count = Math.min(cast.thing.width > 3 ? 3 : 40, cast.mention.count);
  const middle = cast.middle * scene.wide;
  if (count === 1) return [{ x: middle, share: 0 }];
  const step = Math.min(size * cast.thing.width * (cast.zone === "air" ? 1.7 : 1.1), (scene.wide * 0.94) / count);
  const total = step * (count - 1);
  // Nothing is cut by the picture's edge when there is room for it.
  const margin = Math.min(scene.wide * 0.25, Math.max(scene.wide * 0.05, size * cast.thing.width * 0.5));
  const start = Math.max(margin, Math.min(scene.wide - margin - total, middle - total / 2));
  const order = random.shuffle(Array.from({ length: count }, (_, i) => i));
  const places = order.map((rank, i) => ({
    x: Math.max(margin, Math.min(scene.wide - margin, start + i * step + random.range(-0.22, 0.22) * step)),
    share: rank / Math.max(1, count - 1),
  }));
  return places.sort((a, b) => b.share - a.share);
}

function spot(cast: Cast, x: number, y: number, size: number, depth: number, random: Random): Spot {
  const { colour } = cast.mention;
  const flip = cast.middle > 0.5 ? (random.chance(0.8) ? -1 : 1) : random.chance(0.8) ? 1 : -1;
  return { x, y, size, depth, flip, random: random.stream(`${x.toFixed(4)}`), colour: colour ? dyes[colour] : null };
}

/** Draws things from the farthest to the nearest, each its own step. */
export function drawAll(scene: Scene, placed: readonly Placed[]): Layer[] {
  const order = [...placed].sort((a, b) => b.spot.depth - a.spot.depth || a.spot.y - b.spot.y);
  return order.map(({ thing, spot }) => ({ weight: 0.5, draw: () => thing.draw(scene, spot) }));
}
