import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { flowOf } from "./maths/flow";
import { draggedGrain } from "./maths/grain";
import { simplified } from "./maths/kuwahara";
import { lumaOf, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { enrich, illuminate } from "./maths/relief";

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
  const marks = { fine: 0.18 * brush, coarse: 0.45 * brush, share: 0.8, reach: brush * 1.5, seed };
  const furrows = draggedGrain(paint, flow, marks, (t) => tick(t * 0.8));
  for (let i = 0, p = 0; i < spare.data.length; i++, p += 4) {
    spare.data[i] = (paint.data[p] * 0.299 + paint.data[p + 1] * 0.587 + paint.data[p + 2] * 0.114) / 255;
  }
  const ridges = blur(spare, Math.max(0.4, brush * 0.1 * unitOf(paint)), (t) => tick(0.8 + t * 0.2), spare);
  for (let i = 0; i < ridges.data.length; i++) ridges.data[i] = ridges.data[i] * 1.1 + furrows.data[i] * 0.3;
  return ridges;
}
