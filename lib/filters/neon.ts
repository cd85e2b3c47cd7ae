import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { fromOklab, toOklab } from "./maths/colour";
import { flowOf, tangentsOf } from "./maths/flow";
import { edgeResponse } from "./maths/lines";
import { fitArea, lumaOf, newPixels, newPlane, type Plane, sampleAt, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { resizePixels, resizePlane } from "./maths/resize";
import { smoothstep, stretchTone } from "./maths/tone";

/** Contours as glowing tubes in the picture's own hues, over its night. */
export const neon = defineFilter({
  slug: "neon",
  title: "Neon night",
  description: "Contours glow as coloured tubes over a dark blue night.",
  version: 2,
  params: {
    glow: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
    night: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.6 },
  },
  render(source, { glow, night }, { progress }) {
    const { width, height } = source;
    const unit = unitOf(source);
    const [prepare, edges, paint] = phases(progress, 3, 5, 5);
    const tone = stretchTone(lumaOf(source), 0.5);
    const flow = flowOf(tone, { smoothness: 7, pull: 0.1 }, (t) => prepare(t * 0.5));
    const soft = blur(tone, 2.3 * unit, (t) => prepare(0.5 + t * 0.5));
    const tubes = edgeResponse(
      soft,
      tangentsOf(flow, width, height),
      { sigma: 1.5 * unit, sharpness: 20, along: 7 * unit },
      edges,
    );
    edges(1);
    for (let i = 0; i < tubes.data.length; i++) {
      const below = soft.data[i] - tubes.data[i];
      tubes.data[i] = smoothstep(0.045, 0.36, below);
    }
    return lit(source, tubes, soft, glow, night, paint);
  },
});

/** What the tubes' light leaves of the dark (0–1) on a small grid, one plane a channel: their colour blurred near and far. */
function halos(hues: Pixels, tubes: Plane, glow: number, tick: Tick): Plane[] {
  const small = resizePlane(tubes, hues.width, hues.height, (t) => tick(t * 0.4));
  const unit = unitOf(small);
  return [0, 1, 2].map((c) => {
    const plane = newPlane(small.width, small.height);
    for (let i = 0; i < plane.data.length; i++) plane.data[i] = (small.data[i] * hues.data[i * 4 + c]) / 255;
    const near = blur(plane, 3.5 * unit);
    const far = blur(plane, 17 * unit, undefined, plane);
    for (let i = 0; i < near.data.length; i++) {
      near.data[i] = Math.exp(-(near.data[i] * 1.1 + far.data[i] * 2.4) * glow * 1.65);
    }
    tick(0.4 + 0.2 * (c + 1));
    return near;
  });
}

/** The picture's hues at full brightness and strength, greys turned towards cyan in the dark and pink in the light. */
function hueMap(source: Pixels, tick: Tick): Pixels {
  const size = fitArea(source, 60_000);
  const small = resizePixels(source, size.width, size.height, (t) => tick(t * 0.5));
  const planes = ([0, 1, 2] as const).map((c) => {
    const plane = newPlane(size.width, size.height);
    for (let i = 0; i < plane.data.length; i++) plane.data[i] = small.data[i * 4 + c];
    return blur(plane, 9 * unitOf(plane), undefined, plane);
  });
  tick(0.8);
  const out = newPixels(size.width, size.height);
  const lab = new Float32Array(3);
  for (let i = 0; i < size.width * size.height; i++) {
    toOklab(planes[0].data[i] | 0, planes[1].data[i] | 0, planes[2].data[i] | 0, lab);
    const tilt = smoothstep(0.3, 0.75, lab[0]);
    const a = lab[1] * 2.2 - 0.07 + 0.2 * tilt;
    const b = lab[2] * 2.2 - 0.09 + 0.02 * tilt;
    const scale = 0.24 / Math.max(0.04, Math.hypot(a, b));
    fromOklab(0.7, a * scale, b * scale, out.data, i * 4);
  }
  return out;
}

function lit(source: Pixels, tubes: Plane, soft: Plane, glow: number, night: number, tick: Tick): Pixels {
  const { width, height } = source;
  const hues = hueMap(source, (t) => tick(t * 0.08));
  tick(0.08);
  const halo = halos(hues, tubes, glow, (t) => tick(0.08 + t * 0.1));
  const hue = ([0, 1, 2] as const).map((c) => {
    const plane = newPlane(hues.width, hues.height);
    for (let i = 0; i < plane.data.length; i++) plane.data[i] = hues.data[i * 4 + c] / 255;
    return plane;
  });
  tick(0.2);
  const out = newPixels(width, height);
  const base = 0.85 - 0.5 * night;
  const tint = [0.5, 0.42, 0.95];
  for (let y = 0; y < height; y++) {
    const hy = ((y + 0.5) * hues.height) / height;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const hx = ((x + 0.5) * hues.width) / width;
      const tube = tubes.data[i];
      const core = tube * tube * tube * 0.45;
      const dim = soft.data[i] * soft.data[i] * base;
      for (let c = 0; c < 3; c++) {
        const own = (source.data[i * 4 + c] / 255) * dim * (0.5 + tint[c]) + 0.012 + 0.03 * tint[c];
        const dark = sampleAt(halo[c], hx, hy);
        const line = sampleAt(hue[c], hx, hy) * tube + core;
        out.data[i * 4 + c] = 255 * (1 - (1 - own) * dark * (1 - Math.min(1, line)));
      }
    }
    if ((y & 15) === 15) tick(0.2 + (0.8 * y) / height);
  }
  return out;
}
