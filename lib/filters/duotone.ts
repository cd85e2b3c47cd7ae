import { defineFilter } from "./define";
import { gradientTable } from "./maths/colour";
import { addNoise } from "./maths/noise";
import { lumaOf, newPixels, unitOf } from "./maths/plane";
import { phases } from "./maths/progress";
import { stretchTone } from "./maths/tone";

const inks = {
  "midnight-amber": [
    [0, "#160f38"],
    [0.32, "#41296e"],
    [0.62, "#c9683f"],
    [0.84, "#f6b95a"],
    [1, "#fdf0cf"],
  ],
  "forest-rose": [
    [0, "#06231f"],
    [0.35, "#14564c"],
    [0.65, "#d98a8c"],
    [0.85, "#f7c3b6"],
    [1, "#fdf1e8"],
  ],
  "ink-vermilion": [
    [0, "#14110f"],
    [0.4, "#7a1f14"],
    [0.68, "#e2492b"],
    [0.86, "#f6b189"],
    [1, "#fbf3e6"],
  ],
  "sea-sand": [
    [0, "#051b2c"],
    [0.38, "#0f5972"],
    [0.66, "#69a9a5"],
    [0.85, "#e5cf9f"],
    [1, "#fbf5e4"],
  ],
  "violet-lime": [
    [0, "#1d0b3a"],
    [0.4, "#6a2b9e"],
    [0.68, "#9fb84c"],
    [0.85, "#d9ee6b"],
    [1, "#fbffe2"],
  ],
} as const;

/** Tone mapped through two inks, mixed in Oklab so that the middle tones stay clean. */
export const duotone = defineFilter({
  slug: "duotone",
  title: "Duotone",
  description: "Two inks carry the whole picture, from deep shadow to bright paper.",
  version: 1,
  params: {
    inks: {
      kind: "choice",
      choices: ["midnight-amber", "forest-rose", "ink-vermilion", "sea-sand", "violet-lime"],
      default: "midnight-amber",
    },
    contrast: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { inks: choice, contrast }, { seed, progress }) {
    const { width, height } = source;
    const [prepare, paint] = phases(progress, 2, 1);
    const light = lumaOf(source);
    prepare(0.2);
    const tone = stretchTone(light, 0.47);
    prepare(0.5);
    const unit = unitOf(source);
    addNoise(tone, 1.3 * unit, 1.3 * unit, 0.045, seed);
    prepare(1);
    const table = gradientTable(inks[choice]);
    const out = newPixels(width, height);
    for (let y = 0; y < height; y++) {
      for (let i = y * width; i < (y + 1) * width; i++) {
        const t = Math.min(1, Math.max(0, tone.data[i]));
        const curved = t + contrast * 0.7 * (t * t * (3 - 2 * t) - t);
        const k = Math.round(curved * 255) * 3;
        out.data[i * 4] = table[k];
        out.data[i * 4 + 1] = table[k + 1];
        out.data[i * 4 + 2] = table[k + 2];
      }
      if ((y & 63) === 63) paint(y / height);
    }
    return out;
  },
});
