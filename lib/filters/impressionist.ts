import { defineFilter, type Pixels } from "./define";
import { blur } from "./maths/blur";
import { type Canvas, layStroke, type Stroke } from "./maths/brush";
import { flowOf, type Tangents, tangentsOf } from "./maths/flow";
import { channelOf, fitArea, lumaOf, newPixels, newPlane, type Plane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { enrich, illuminate } from "./maths/relief";
import { resizePixels } from "./maths/resize";
import { hash01, hash32 } from "./random";

/** Brush sizes (half widths in units) from the ground to the details, and how much detail each needs to be used. */
const coats = [
  { radius: 17, blur: 12, detail: 0 },
  { radius: 9.5, blur: 6, detail: 0.035 },
  { radius: 5.2, blur: 3, detail: 0.065 },
  { radius: 2.7, blur: 1.4, detail: 0.09 },
];

/** Curved strokes along the forms, coat over coat from large to small (Hertzmann 1998; orientation after Litwinowicz 1997). */
export const impressionist = defineFilter({
  slug: "impressionist",
  title: "Impressionist",
  description: "Loose strokes of bright paint, large in the open and small where it matters.",
  version: 1,
  params: {
    brush: { kind: "number", min: 0.5, max: 1.8, step: 0.05, default: 1 },
    colour: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { brush, colour }, { seed, progress }) {
    const { width, height } = source;
    const [prepare, lay, light] = phases(progress, 2, 8, 1);
    const size = fitArea(source, 160_000);
    const small = resizePixels(source, size.width, size.height, (t) => prepare(t * 0.5));
    const flow = flowOf(lumaOf(small), { smoothness: 14, rest: 0.5, pull: 0.4 }, (t) => prepare(0.5 + t * 0.5));
    const tangents = tangentsOf(flow, size.width, size.height);
    const canvas: Canvas = {
      paint: primed(width, height, small),
      thickness: newPlane(width, height),
      last: new Int32Array(width * height),
    };
    const steps = phases(lay, 1, 2, 3, 3);
    let before: Plane[] | undefined;
    let id = 1;
    coats.forEach((coat, k) => {
      const views = seen(small, coat.blur * brush, () => steps[k](0));
      const radius = Math.max(coat.radius * brush, 1.3 / unitOf(source));
      // In a small picture the finest brushes would all be one pixel wide: one coat of them is enough.
      if (k > 0 && radius > coats[k - 1].radius * brush * 0.9) return;
      const need = { view: views, before, detail: coat.detail };
      id = paintCoat(canvas, need, tangents, { radius, colour, seed: seed + k, id }, steps[k]);
      before = views;
    });
    light(0);
    enrich(canvas.paint, 0.25);
    illuminate(canvas.paint, canvas.thickness, 0.3, light);
    return canvas.paint;
  },
});

/** The ground shows in the gaps between strokes: the picture's mean colour, darkened and warm. */
function primed(width: number, height: number, small: Pixels): Pixels {
  const sums = [0, 0, 0];
  for (let p = 0; p < small.data.length; p += 4) for (let c = 0; c < 3; c++) sums[c] += small.data[p + c];
  const many = small.data.length / 4;
  const out = newPixels(width, height);
  const ground = [(sums[0] / many) * 0.75 + 22, (sums[1] / many) * 0.7 + 12, (sums[2] / many) * 0.65 + 6];
  for (let p = 0; p < out.data.length; p += 4) for (let c = 0; c < 3; c++) out.data[p + c] = ground[c];
  return out;
}

/** What the painter sees with eyes narrowed: the three channels, blurred by `units`. */
function seen(small: Pixels, units: number, tick: Tick): Plane[] {
  const sigma = units * unitOf(small);
  return ([0, 1, 2] as const).map((c) => blur(channelOf(small, c), sigma, tick));
}

interface Need {
  view: Plane[];
  before: Plane[] | undefined;
  detail: number;
}

interface Coat {
  radius: number;
  colour: number;
  seed: number;
  id: number;
}

/** Paints one coat; returns the next free stroke id. */
function paintCoat(canvas: Canvas, need: Need, tangents: Tangents, coat: Coat, tick: Tick): number {
  const unit = unitOf(canvas.paint);
  const spanX = canvas.paint.width / unit;
  const spanY = canvas.paint.height / unit;
  const pitch = coat.radius * (need.before ? 1.85 : 1.5);
  const columns = Math.ceil(spanX / pitch);
  const rows = Math.ceil(spanY / pitch);
  const many = columns * rows;
  const order = Int32Array.from({ length: many }, (_, i) => i);
  for (let i = many - 1; i > 0; i--) {
    const j = hash32(i, 3, coat.seed) % (i + 1);
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  const stroke: Stroke = {
    x: new Float32Array(24),
    y: new Float32Array(24),
    count: 0,
    radius: coat.radius * unit,
    red: 0,
    green: 0,
    blue: 0,
    id: coat.id,
    bristles: 0,
  };
  for (let n = 0; n < many; n++) {
    if ((n & 127) === 127) tick(n / many);
    const cx = order[n] % columns;
    const cy = (order[n] / columns) | 0;
    const x = Math.min(spanX - 0.01, (cx + hash01(cx, cy, coat.seed)) * pitch);
    const y = Math.min(spanY - 0.01, (cy + hash01(cx, cy, coat.seed + 40)) * pitch);
    if (!wanted(need, x / spanX, y / spanY)) continue;
    stroke.id++;
    stroke.bristles = hash32(cx, cy, coat.seed + 9);
    trace(stroke, need.view, tangents, x, y, spanX, spanY, coat, unit);
    layStroke(canvas, stroke);
  }
  tick(1);
  return stroke.id + 1;
}

/** Whether this view shows something the coarser one did not. */
function wanted({ view, before, detail }: Need, u: number, v: number): boolean {
  if (!before) return true;
  const at = placeOf(view[0], u, v);
  let apart = 0;
  for (let c = 0; c < 3; c++) apart += Math.abs(view[c].data[at] - before[c].data[at]);
  return apart > detail;
}

function placeOf(plane: Plane, u: number, v: number): number {
  return (
    Math.min(plane.height - 1, (v * plane.height) | 0) * plane.width + Math.min(plane.width - 1, (u * plane.width) | 0)
  );
}

/** Fills the stroke: its colour where it starts, its path along the flow until the colour there is another. */
function trace(
  stroke: Stroke,
  view: Plane[],
  tangents: Tangents,
  startX: number,
  startY: number,
  spanX: number,
  spanY: number,
  { radius, colour, seed }: Coat,
  unit: number,
): void {
  const own = stroke.bristles;
  const home = placeOf(view[0], startX / spanX, startY / spanY);
  const r = view[0].data[home];
  const g = view[1].data[home];
  const b = view[2].data[home];
  const grey = 0.3 * r + 0.59 * g + 0.11 * b;
  const vivid = 1.12 + 0.5 * colour;
  const jitter = 0.03 + 0.07 * colour;
  const lighter = (hash01(own, 1, seed) - 0.5) * jitter;
  const warmer = (hash01(own, 2, seed) - 0.5) * jitter;
  stroke.red = 255 * (grey + (r - grey) * vivid + lighter + warmer);
  stroke.green = 255 * (grey + (g - grey) * vivid + lighter);
  stroke.blue = 255 * (grey + (b - grey) * vivid + lighter - warmer);
  const steps = 2 + Math.floor(hash01(own, 3, seed) * 3);
  let side = hash01(own, 4, seed) < 0.5 ? -1 : 1;
  let x = startX;
  let y = startY;
  let dx = 0;
  let dy = 0;
  stroke.count = 0;
  for (let k = 0; k <= steps; k++) {
    stroke.x[stroke.count] = x * unit;
    stroke.y[stroke.count++] = y * unit;
    const at = placeOf(view[0], x / spanX, y / spanY);
    const off = Math.abs(view[0].data[at] - r) + Math.abs(view[1].data[at] - g) + Math.abs(view[2].data[at] - b);
    if (k > 0 && off > 0.16) break;
    if (k > 0) side = tangents.x[at] * dx + tangents.y[at] * dy < 0 ? -1 : 1;
    dx = tangents.x[at] * side;
    dy = tangents.y[at] * side;
    x += dx * radius * 1.8;
    y += dy * radius * 1.8;
    if (x < 0 || y < 0 || x >= spanX || y >= spanY) break;
  }
  if (stroke.count === 1) {
    stroke.x[1] = (startX + dx * radius * 0.5) * unit;
    stroke.y[1] = (startY + dy * radius * 0.5) * unit;
    stroke.count = 2;
  }
}
