import { defineFilter } from "./define";
import { blur } from "./maths/blur";
import { flowOf, tangentsOf } from "./maths/flow";
import { draggedGrain } from "./maths/grain";
import { edgeResponse, inkAt } from "./maths/lines";
import { paperTooth } from "./maths/noise";
import { lumaOf, newPixels, unitOf } from "./maths/plane";
import { phases } from "./maths/progress";
import { clamp01, smoothstep, stretchTone } from "./maths/tone";

/** Broad dark strokes that catch on rough paper, smudged tones under them, a little white chalk in the lights. */
export const charcoal = defineFilter({
  slug: "charcoal",
  title: "Charcoal",
  description: "Deep smudged blacks and broad strokes on rough grey paper, with white chalk.",
  version: 1,
  params: {
    depth: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
    chalk: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { depth, chalk }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, edges, drag, paint] = phases(progress, 2, 5, 5, 3);
    const tone = stretchTone(lumaOf(source), 0.58);
    const flow = flowOf(tone, { smoothness: 12, rest: -0.9, pull: 1 }, prepare);
    const tangents = tangentsOf(flow, width, height, 0, () => edges(0));
    const lines = edgeResponse(tone, tangents, { sigma: 1.7 * unit, sharpness: 9, along: 7 * unit }, edges);
    const strokes = draggedGrain(source, flow, { fine: 2.4, coarse: 6.5, share: 0.9, reach: 22, seed }, drag);
    const smudge = blur(tone, 3.2 * unit, (t) => paint(t * 0.2));
    const tooth = paperTooth(width, height, 1.9 * unit, seed + 5, (t) => paint(0.2 + t * 0.2));
    paint(0.4);
    const out = newPixels(width, height);
    for (let y = 0; y < height; y++) {
      for (let i = y * width; i < (y + 1) * width; i++) {
        const dark = 1 - (tone.data[i] * 0.6 + smudge.data[i] * 0.4);
        const pressed = dark * dark * (0.75 + 0.5 * depth) + dark * 0.12 + strokes.data[i] * 0.5 * (0.15 + dark);
        const line = inkAt(lines.data[i], 0.36, 0.75);
        // The stick touches the bumps first and fills the hollows only under pressure.
        const caught = smoothstep(-0.25, 0.4, pressed * 1.25 + line * 0.9 - 0.32 + tooth.data[i] * 0.42);
        const black = clamp01(caught * (0.35 + 0.65 * clamp01(pressed + line)) + smoothstep(0.1, 0.9, dark) * 0.3);
        const light = smoothstep(0.78, 1, tone.data[i] + strokes.data[i] * 0.25) * chalk;
        const white = light * smoothstep(-0.5, 0.5, tooth.data[i] + light - 0.4) * (1 - black);
        const fibre = 1 + tooth.data[i] * 0.02;
        const p = i * 4;
        out.data[p] = (222 + (30 - 222) * black + 31 * white) * fibre;
        out.data[p + 1] = (215 + (27 - 215) * black + 36 * white) * fibre;
        out.data[p + 2] = (202 + (26 - 202) * black + 44 * white) * fibre;
      }
      if ((y & 31) === 31) paint(0.4 + (0.6 * y) / height);
    }
    return out;
  },
});
