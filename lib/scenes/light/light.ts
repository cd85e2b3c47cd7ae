import type { Colour } from "../lexicon/vocabulary";
import { isPortrait } from "../portrait";
import type { Random } from "../random";
import { dyed, hex, mix, type Rgb, shift } from "../raster/colour";
import { evenRamp, type Ramp } from "../raster/ramp";
import type { Mention, Reading } from "../reading";
import { dyes } from "./dyes";
import { type SkyDesign, type SkyName, skyDesigns } from "./skies";

/** A design as numbers, tuned to the prompt. */
export interface Light {
  name: SkyName;
  sky: Ramp;
  haze: Rgb;
  disk: Rgb;
  glow: Rgb;
  lit: Rgb;
  shade: Rgb;
  cloudLit: Rgb;
  cloudShade: Rgb;
  darkness: number;
  bloom: number;
}

/** The light a reading asks for: its time and weather, its moods, its free colours. */
export function lightFor(reading: Reading, random: Random): Light {
  const name = skyName(reading, random);
  const light = toned(random.pick(skyDesigns[name]), name, (colour) => colour);
  const wanted = [...reading.colours];
  const sky = reading.mentions.find(({ concept }) => concept === "sky");
  if (sky?.colour) wanted.unshift(sky.colour);
  return moody(wanted.reduce(coloured, light), reading);
}

function skyName(reading: Reading, random: Random): SkyName {
  const has = (concept: Mention["concept"]) => reading.mentions.some((mention) => mention.concept === concept);
  const stormy = has("storm") || has("lightning");
  for (const time of ["night", "sunset", "dusk", "dawn", "golden-hour", "morning"] satisfies SkyName[]) {
    if (has(time)) return time;
  }
  if (stormy) return "storm";
  if (has("stars") || has("milky-way") || has("aurora") || has("comet") || has("crescent")) return "night";
  if (has("moon")) return random.chance(0.7) ? "night" : "dusk";
  if (has("ufo") || has("galaxy") || has("space") || has("owl") || has("lamp") || has("candle")) return "night";
  if (has("rain") || has("overcast")) return "overcast";
  if (has("day") || has("rainbow")) return "day";
  if (reading.moods.includes("dark")) return "dusk";
  if (reading.moods.includes("romantic")) return "sunset";
  if (reading.moods.includes("bright")) return "day";
  if (has("fog")) return random.pick(["dawn", "morning", "overcast"]);
  if (isPortrait(reading)) return random.pick(["sunset", "golden-hour", "dusk", "night", "dawn", "sunset"]);
  if (has("sun")) return random.pick(["golden-hour", "day", "morning", "sunset"]);
  if (has("snow") || reading.season === "winter") return random.pick(["day", "dawn", "morning", "dusk"]);
  return random.pick(["day", "morning", "golden-hour", "sunset", "dawn", "golden-hour", "day"]);
}

function toned(design: SkyDesign, name: SkyName, tone: (colour: Rgb) => Rgb): Light {
  const colour = (code: string) => tone(hex(code));
  const { darkness, bloom } = design;
  return {
    ...{ name, darkness, bloom, sky: evenRamp(design.sky.map(colour)), haze: colour(design.haze) },
    ...{ disk: colour(design.disk), glow: colour(design.glow), lit: colour(design.lit), shade: colour(design.shade) },
    ...{ cloudLit: colour(design.cloudLit), cloudShade: colour(design.cloudShade) },
  };
}

function coloured(light: Light, colour: Colour): Light {
  return mapped(light, (part) => tinted(part, colour));
}

function tinted(part: Rgb, colour: Colour): Rgb {
  if (colour === "white") return shift(mix(part, [0.97, 0.96, 0.94], 0.35), 0.05, 0.4);
  if (colour === "black") return shift(part, -0.3, 0.25);
  if (colour === "grey") return shift(part, 0, 0.15);
  return dyed(part, dyes[colour], 0.82);
}

function moody(light: Light, { moods }: Reading): Light {
  let out = light;
  const tone = (change: (part: Rgb) => Rgb) => {
    out = mapped(out, change);
  };
  if (moods.includes("pastel")) tone((part) => shift(mix(part, [1, 0.96, 0.94], 0.32), 0.04, 0.8));
  if (moods.includes("neon")) tone((part) => shift(dyed(part, [0.75, 0.2, 0.8], 0.45), -0.04, 1.3));
  if (moods.includes("vintage")) tone((part) => shift(dyed(part, [0.78, 0.66, 0.44], 0.4), 0.01, 0.75));
  if (moods.includes("warm")) tone((part) => dyed(part, [0.96, 0.66, 0.32], 0.25));
  if (moods.includes("cold")) tone((part) => dyed(part, [0.45, 0.65, 0.9], 0.35));
  if (moods.includes("dreamy")) tone((part) => shift(dyed(part, [0.72, 0.52, 0.86], 0.25), 0.02, 1.12));
  if (moods.includes("dark")) tone((part) => shift(part, -0.1, 0.85));
  if (moods.includes("bright")) tone((part) => shift(part, 0.03, 1.15));
  if (moods.includes("dramatic")) tone((part) => shift(part, -0.02, 1.18));
  return out;
}

function mapped(light: Light, change: (part: Rgb) => Rgb): Light {
  const stops: Rgb[] = [];
  for (let i = 0; i <= 8; i++) {
    const at = i * 128 * 3;
    stops.push(change([light.sky.parts[at], light.sky.parts[at + 1], light.sky.parts[at + 2]]));
  }
  return {
    ...light,
    ...{ sky: evenRamp(stops), haze: change(light.haze), disk: mix(light.disk, change(light.disk), 0.5) },
    ...{ glow: change(light.glow), lit: change(light.lit), shade: change(light.shade) },
    ...{ cloudLit: change(light.cloudLit), cloudShade: change(light.cloudShade) },
  };
}
