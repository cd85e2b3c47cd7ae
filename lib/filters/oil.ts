import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { flowOf, smoothAlong, tangentsOf } from "./maths/flow";
import { simplified } from "./maths/kuwahara";
import { addNoise } from "./maths/noise";
import { fitArea, lumaOf, newPlane, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { enrich, illuminate } from "./maths/relief";
import { resizePlane } from "./maths/resize";

/** Flat strokes along the forms, lit from the upper left as thick paint is. */
export const oil = defineFilter({
  slug: "oil",
  title: "Oil painting",
  description: "Thick strokes that follow the forms, with light raking over the paint.",
  version: 1,
  params: {
    brush: { kind: "number", min: 4, max: 20, step: 0.5, default: 9 },
    relief: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.55 },
  },
  render(source, { brush, relief }, { seed, progress }) {
    const [prepare, lay, bristles, light] = phases(progress, 1, 10, 4, 2);
    const tone = lumaOf(source);
    const flow = flowOf(tone, { smoothness: 7, rest: 0.7, pull: 0.05 }, prepare);
    const paint = simplified(source, flow, brush, brush * 0.55, lay);
    const height = paintHeight(paint, seed, brush, bristles, tone, flow);
    enrich(paint, 0.2);
    illuminate(paint, height, relief, light);
    return paint;
  },
});

/** How thick the paint lies: bristle furrows along the strokes over ridges where colours meet. */
function paintHeight(
  paint: Pixels,
  seed: number,
  brush: number,
  tick: Tick,
  spare: Plane,
  flow: ReturnType<typeof flowOf>,
): Plane {
  const { width, height } = paint;
  const size = fitArea(paint, 420_000);
  const noise = newPlane(size.width, size.height);
  const scale = unitOf(noise);
  addNoise(noise, 0.18 * brush * scale, 0.18 * brush * scale, 1, seed);
  addNoise(noise, 0.45 * brush * scale, 0.45 * brush * scale, 0.8, seed + 1);
  tick(0.15);
  const along = tangentsOf(flow, size.width, size.height);
  const furrows = smoothAlong(noise, along, brush * 1.5 * scale, (t) => tick(0.2 + t * 0.5));
  const fine = resizePlane(furrows, width, height, (t) => tick(0.7 + t * 0.1));
  for (let i = 0, p = 0; i < spare.data.length; i++, p += 4) {
    spare.data[i] = (paint.data[p] * 0.299 + paint.data[p + 1] * 0.587 + paint.data[p + 2] * 0.114) / 255;
  }
  const ridges = blur(spare, Math.max(0.4, brush * 0.1 * unitOf(paint)), (t) => tick(0.8 + t * 0.2), spare);
  for (let i = 0; i < ridges.data.length; i++) ridges.data[i] = ridges.data[i] * 1.1 + fine.data[i] * 0.3;
  return ridges;
}
