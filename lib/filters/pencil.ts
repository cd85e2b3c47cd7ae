import { defineFilter } from "./define";
import { flowOf, tangentsOf } from "./maths/flow";
import { draggedGrain } from "./maths/grain";
import { edgeResponse, inkAt } from "./maths/lines";
import { paperTooth } from "./maths/noise";
import { lumaOf, newPixels, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { clamp01, stretchTone } from "./maths/tone";

/**
 * Graphite on toothed paper: soft lines at edges over shading strokes
 * (the idea of lines and tone apart after Lu, Xu, Jia, Combining Sketch and Tone, 2012).
 */
export const pencil = defineFilter({
  slug: "pencil",
  title: "Pencil",
  description: "Graphite on paper: soft lines, and shading laid in strokes along the forms.",
  version: 1,
  params: {
    softness: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.45 },
    grain: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { softness, grain }, { seed, progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, edges, hatch, paint] = phases(progress, 2, 4, 4, 3);
    const tone = stretchTone(lumaOf(source), 0.54);
    const flow = flowOf(tone, { smoothness: 8, rest: -0.8, pull: 1 }, prepare);
    const tangents = tangentsOf(flow, width, height, 0, () => edges(0));
    const lines = edgeResponse(tone, tangents, { sigma: 0.95 * unit, sharpness: 9, along: 4 * unit }, edges);
    const shading = draggedGrain(source, flow, { fine: 1.5, coarse: 3.6, share: 0.7, reach: 14, seed }, hatch);
    const tooth = paperTooth(width, height, 1.5 * unit, seed + 9, (t) => paint(t * 0.3));
    paint(0.3);
    for (let y = 0; y < height; y++) {
      for (let i = y * width; i < (y + 1) * width; i++) {
        tone.data[i] = graphite(tone.data[i], lines.data[i], shading.data[i], tooth.data[i] * grain, softness);
      }
      if ((y & 63) === 63) paint(0.3 + (0.2 * y) / height);
    }
    return drawn(tone, tooth, paint);
  },
});

/** How much graphite lies at a place, 0–1: it catches on the tooth, so pale tones are grainier than dark ones. */
function graphite(tone: number, line: number, stroke: number, tooth: number, softness: number): number {
  const dark = 1 - tone;
  const wash = dark * dark * (0.78 + 0.14 * tone) + dark * 0.06;
  const shade = clamp01(wash + (stroke * 0.9 + tooth * 0.3) * (0.12 + 0.9 * wash) * (1 - wash * 0.5));
  const contour = inkAt(line, 0.48, 0.55 + 0.9 * softness) * (0.92 - 0.25 * softness);
  const catching = clamp01(1 - tooth * 0.35 * (1 - contour * 0.5));
  const both = 1 - (1 - shade * 0.96) * (1 - contour * catching);
  return both > 1 ? 1 : both;
}

function drawn(graphitePlane: Plane, tooth: Plane, tick: Tick) {
  const { width, height } = graphitePlane;
  const out = newPixels(width, height);
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const paper = 1 + tooth.data[i] * 0.012;
      const g = graphitePlane.data[i] * 0.97;
      const p = i * 4;
      out.data[p] = (250 - 204 * g) * paper;
      out.data[p + 1] = (248 - 201 * g) * paper;
      out.data[p + 2] = (242 - 191 * g) * paper;
    }
    if ((y & 63) === 63) tick(0.5 + (0.5 * y) / height);
  }
  return out;
}
