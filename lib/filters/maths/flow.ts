import { blur } from "./blur";
import { fitArea, newPlane, type Plane, unitOf } from "./plane";
import { silent, type Tick } from "./progress";
import { resizePlane } from "./resize";

/**
 * Which way forms run at each place, on a coarse grid. `u`, `v` are the doubled angle of the edge tangent
 * (cos 2θ, sin 2θ) times how sure it is (0–1), so that they may be averaged and interpolated.
 */
export interface Flow {
  u: Plane;
  v: Plane;
}

/** Unit tangents for every pixel; the sign is arbitrary (x ≥ 0). */
export interface Tangents {
  width: number;
  height: number;
  x: Float32Array<ArrayBuffer>;
  y: Float32Array<ArrayBuffer>;
}

export interface FlowOptions {
  /** How far orientation is averaged, in thousandths of the picture. */
  smoothness: number;
  /** The direction (radians) lines take where the picture has none. */
  rest?: number;
  /** How strongly they are drawn to it: 0.02 leaves all but flat areas alone. */
  pull?: number;
}

const flowArea = 120_000;

/**
 * The edge tangent flow of a tone plane from its smoothed structure tensor
 * (Brox, Weickert, Burgeth, Mrázek 2006; used for painting by Kyprianidis, Kang, Döllner 2009).
 * It is computed on at most 120,000 cells: orientation is smooth, and so it is the same at every resolution.
 */
export function flowOf(tone: Plane, options: FlowOptions, tick: Tick = silent): Flow {
  const { smoothness, rest = 0.6, pull = 0.02 } = options;
  const size = fitArea(tone, flowArea);
  tick(0);
  const small = resizePlane(tone, size.width, size.height, (t) => tick(t * 0.3));
  const unit = unitOf(small);
  const soft = blur(small, Math.max(0.6, 1.5 * unit));
  tick(0.4);
  const [u, v, energy] = tensorOf(soft);
  const sigma = Math.max(0.8, smoothness * unit);
  for (const plane of [u, v, energy]) blur(plane, sigma, silent, plane);
  tick(0.9);
  // Contrast is measured in tone per unit of length, so that a preview is drawn to rest as much as the full picture.
  const floor = pull * unit * unit * 0.02;
  const restU = Math.cos(2 * rest) * floor;
  const restV = Math.sin(2 * rest) * floor;
  for (let i = 0; i < u.data.length; i++) {
    const total = energy.data[i] + floor;
    u.data[i] = (u.data[i] + restU) / total;
    v.data[i] = (v.data[i] + restV) / total;
  }
  return { u, v };
}

/** The doubled-angle tensor of a plane: [−(gx²−gy²), −2 gx gy, gx²+gy²], i.e. pointing along edges. */
function tensorOf(plane: Plane): [Plane, Plane, Plane] {
  const { width, height, data } = plane;
  const u = newPlane(width, height);
  const v = newPlane(width, height);
  const energy = newPlane(width, height);
  for (let y = 0; y < height; y++) {
    const up = (y > 0 ? y - 1 : 0) * width;
    const at = y * width;
    const down = (y + 1 < height ? y + 1 : y) * width;
    for (let x = 0; x < width; x++) {
      const l = x > 0 ? x - 1 : 0;
      const r = x + 1 < width ? x + 1 : x;
      const gx = data[up + r] - data[up + l] + 2 * (data[at + r] - data[at + l]) + data[down + r] - data[down + l];
      const gy = data[down + l] - data[up + l] + 2 * (data[down + x] - data[up + x]) + data[down + r] - data[up + r];
      u.data[at + x] = gy * gy - gx * gx;
      v.data[at + x] = -2 * gx * gy;
      energy.data[at + x] = gx * gx + gy * gy;
    }
  }
  return [u, v, energy];
}

/** Tangents at another size, turned by `turn` radians. */
export function tangentsOf(flow: Flow, width: number, height: number, turn = 0, tick: Tick = silent): Tangents {
  const x = new Float32Array(width * height);
  const y = new Float32Array(width * height);
  const cosTurn = Math.cos(2 * turn);
  const sinTurn = Math.sin(2 * turn);
  const gw = flow.u.width;
  const gh = flow.u.height;
  const du = flow.u.data;
  const dv = flow.v.data;
  for (let row = 0; row < height; row++) {
    const fy = Math.min(gh - 1, Math.max(0, ((row + 0.5) * gh) / height - 0.5));
    const y0 = fy | 0;
    const b = fy - y0;
    const top = y0 * gw;
    const bottom = Math.min(gh - 1, y0 + 1) * gw;
    for (let col = 0; col < width; col++) {
      const fx = Math.min(gw - 1, Math.max(0, ((col + 0.5) * gw) / width - 0.5));
      const x0 = fx | 0;
      const x1 = x0 + 1 < gw ? x0 + 1 : x0;
      const a = fx - x0;
      const u0 = du[top + x0] + (du[top + x1] - du[top + x0]) * a;
      const u1 = du[bottom + x0] + (du[bottom + x1] - du[bottom + x0]) * a;
      const v0 = dv[top + x0] + (dv[top + x1] - dv[top + x0]) * a;
      const v1 = dv[bottom + x0] + (dv[bottom + x1] - dv[bottom + x0]) * a;
      const u = u0 + (u1 - u0) * b;
      const v = v0 + (v1 - v0) * b;
      const length = Math.sqrt(u * u + v * v) + 1e-12;
      const c = (u * cosTurn - v * sinTurn) / length;
      const s = (u * sinTurn + v * cosTurn) / length;
      const i = row * width + col;
      x[i] = Math.sqrt(Math.max(0, (1 + c) / 2));
      y[i] = Math.sqrt(Math.max(0, (1 - c) / 2)) * (s < 0 ? -1 : 1);
    }
    if ((row & 63) === 63) tick(row / height);
  }
  return { width, height, x, y };
}

/**
 * Averages a plane along the flow, `reach` pixels to both sides (line integral convolution, Cabral and Leedom 1993).
 * At most eight steps to a side: a long reach takes longer steps.
 */
export function smoothAlong(plane: Plane, tangents: Tangents, reach: number, tick: Tick = silent): Plane {
  const { width, height, data } = plane;
  const out = newPlane(width, height);
  const steps = Math.max(1, Math.min(8, Math.round(reach)));
  const stride = Math.max(0.5, reach / steps);
  const weights = Float32Array.from({ length: steps + 1 }, (_, k) => 1 - (k / (steps + 1)) ** 2);
  const tx = tangents.x;
  const ty = tangents.y;
  let whole = 1;
  for (let k = 1; k <= steps; k++) whole += 2 * weights[k];
  const margin = Math.ceil(steps * stride) + 1;
  for (let y = 0; y < height; y++) {
    const left = y >= margin && y < height - margin ? Math.min(margin, width) : width;
    const right = Math.max(left, width - margin);
    for (let x = 0; x < left; x++) out.data[y * width + x] = alongWithin(plane, tangents, weights, stride, x, y);
    for (let x = right; x < width; x++) out.data[y * width + x] = alongWithin(plane, tangents, weights, stride, x, y);
    // Far from the borders both sides go at once and ask no questions: each step waits for the one before it,
    // so two ways in one loop take little longer than one.
    for (let x = left; x < right; x++) {
      const at = y * width + x;
      let sum = data[at];
      let ax = tx[at];
      let ay = ty[at];
      let bx = -ax;
      let by = -ay;
      let px = x + 0.5;
      let py = y + 0.5;
      let qx = px;
      let qy = py;
      for (let k = 1; k <= steps; k++) {
        px += ax * stride;
        py += ay * stride;
        qx += bx * stride;
        qy += by * stride;
        const i = ((py | 0) * width + (px | 0)) | 0;
        const j = ((qy | 0) * width + (qx | 0)) | 0;
        sum += (data[i] + data[j]) * weights[k];
        const ix = tx[i];
        const iy = ty[i];
        const ahead = ix * ax + iy * ay < 0 ? -1 : 1;
        ax = ix * ahead;
        ay = iy * ahead;
        const jx = tx[j];
        const jy = ty[j];
        const behind = jx * bx + jy * by < 0 ? -1 : 1;
        bx = jx * behind;
        by = jy * behind;
      }
      out.data[at] = sum / whole;
    }
    if ((y & 15) === 15) tick(y / height);
  }
  tick(1);
  return out;
}

/** The same average at one place near a border: a way that leaves the picture ends there. */
function alongWithin(
  { width, height, data }: Plane,
  tangents: Tangents,
  weights: Float32Array,
  stride: number,
  x: number,
  y: number,
): number {
  const at = y * width + x;
  let sum = data[at];
  let total = 1;
  for (let side = -1; side <= 1; side += 2) {
    let px = x + 0.5;
    let py = y + 0.5;
    let vx = tangents.x[at] * side;
    let vy = tangents.y[at] * side;
    for (let k = 1; k < weights.length; k++) {
      px += vx * stride;
      py += vy * stride;
      if (px < 0 || py < 0 || px > width - 0.01 || py > height - 0.01) break;
      const i = (py | 0) * width + (px | 0);
      sum += data[i] * weights[k];
      total += weights[k];
      const nx = tangents.x[i];
      const ny = tangents.y[i];
      const sign = nx * vx + ny * vy < 0 ? -1 : 1;
      vx = nx * sign;
      vy = ny * sign;
    }
  }
  return sum / total;
}
