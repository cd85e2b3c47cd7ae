import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { fromOklab, toOklab } from "./maths/colour";
import { type Flow, flowOf, tangentsOf } from "./maths/flow";
import { simplified } from "./maths/kuwahara";
import { edgeResponse, inkAt } from "./maths/lines";
import { fitArea, lumaOf, type Plane, sampleAt, unitOf } from "./maths/plane";
import { phases, silent, type Tick } from "./maths/progress";
import { resizePlane } from "./maths/resize";
import { dotInk } from "./maths/screen";
import { smoothstep } from "./maths/tone";

/**
 * Flat colour in soft steps under confident lines (after Winnemöller, Olsen, Gooch, Real-Time Video Abstraction, 2006).
 * Lines come from the already simplified picture: fur and grass lose theirs, contours keep them.
 */
export const comic = defineFilter({
  slug: "comic",
  title: "Comic",
  description: "Clear flat colours, firm contour lines and dots in the shadows.",
  version: 2,
  params: {
    lines: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
    dots: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.4 },
  },
  render(source, { lines, dots }, { progress }) {
    const [prepare, flatten, edges, paint] = phases(progress, 1, 10, 5, 3);
    const flow = flowOf(lumaOf(source), { smoothness: 6, pull: 0.1 }, prepare);
    const flat = simplified(source, flow, 7, 5, flatten);
    const contour = contours(flat, flow, lines, edges);
    colourIn(flat, contour, dots, paint);
    return flat;
  },
});

/** Ink 0–1 at the contours of the simplified picture. */
function contours(flat: Pixels, flow: Flow, lines: number, tick: Tick): Plane {
  const unit = unitOf(flat);
  const tone = lumaOf(flat);
  const tangents = tangentsOf(flow, flat.width, flat.height, 0, () => tick(0));
  const response = edgeResponse(tone, tangents, { sigma: 1.5 * unit, sharpness: 22, along: 6 * unit }, tick);
  const level = -0.25 + 1.0 * lines;
  for (let i = 0; i < response.data.length; i++) {
    // Full black only where it is dark anyway or the edge is strong.
    response.data[i] = inkAt(response.data[i], level, 0.4);
  }
  thinOut(response, tone);
  return response;
}

/**
 * Takes most of the ink away where lines crowd, in fur and grass: a draughtsman leaves such texture to colour.
 * Dark places keep theirs: what fills them is shadow, and eyes.
 */
function thinOut(ink: Plane, tone: Plane): void {
  const size = fitArea(ink, 30_000);
  const coarse = resizePlane(ink, size.width, size.height);
  const crowd = blur(coarse, 16 * unitOf(coarse), silent, coarse);
  const light = resizePlane(tone, size.width, size.height);
  blur(light, 12 * unitOf(light), silent, light);
  for (let i = 0; i < crowd.data.length; i++) {
    crowd.data[i] = 1 - 0.85 * smoothstep(0.07, 0.17, crowd.data[i]) * smoothstep(0.24, 0.4, light.data[i]);
  }
  for (let y = 0; y < ink.height; y++) {
    const cy = ((y + 0.5) * crowd.height) / ink.height;
    for (let x = 0; x < ink.width; x++) {
      const i = y * ink.width + x;
      if (ink.data[i] === 0) continue;
      ink.data[i] *= sampleAt(crowd, ((x + 0.5) * crowd.width) / ink.width, cy);
    }
  }
}

function colourIn(flat: Pixels, contour: Plane, dots: number, tick: Tick): void {
  const { width, height, data } = flat;
  const pitch = Math.max(1.2, 6.5 * unitOf(flat));
  const lab = new Float32Array(3);
  const slant = Math.SQRT1_2 / pitch;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const p = i * 4;
      toOklab(data[p], data[p + 1], data[p + 2], lab);
      const L = lab[0] + 0.12 * (smoothstep(0.15, 0.9, lab[0]) - lab[0]);
      const step = softStep(L);
      const shadow = smoothstep(0.52, 0.2, L) * 0.42 * dots;
      const dot = dotInk(shadow, (x + y) * slant, (x - y) * slant, 1 / pitch);
      const ink = Math.max(contour.data[i], dot * 0.75);
      const keep = 1 - ink;
      fromOklab(0.16 * ink + step * keep, lab[1] * 1.35 * keep, lab[2] * 1.35 * keep, data, p);
    }
    if ((y & 15) === 15) tick(y / height);
  }
}

/** Eight levels of lightness with short ramps between them, so that smooth skies do not band. */
function softStep(L: number): number {
  const levels = 7;
  const place = L * levels;
  const base = Math.floor(place);
  return (base + smoothstep(0.22, 0.78, place - base)) / levels;
}
