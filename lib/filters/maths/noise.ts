import { hash01 } from "../random";
import { newPlane, type Plane } from "./plane";
import { silent, type Tick } from "./progress";

/**
 * Adds smooth value noise (about ±amplitude) with cells of `cellX` × `cellY` pixels to a plane.
 * Cells finer than the pixel grid can show are faded out instead of aliasing, so that a small preview
 * has the same look as a large picture scaled down.
 */
export function addNoise(plane: Plane, cellX: number, cellY: number, amplitude: number, seed: number): void {
  const visible = Math.min(1, Math.max(0.2, Math.min(cellX, cellY) / 1.2));
  const amp = amplitude * visible * visible;
  const sx = Math.max(1, cellX);
  const sy = Math.max(1, cellY);
  const { width, height, data } = plane;
  const cells = Math.ceil(width / sx) + 2;
  let upper = new Float32Array(cells);
  let lower = new Float32Array(cells);
  let latticeRow = -2;
  const mixed = new Float32Array(cells);
  const column = new Int32Array(width);
  const fade = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    column[x] = Math.floor(x / sx);
    fade[x] = smooth(x / sx - column[x]);
  }
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / sy);
    if (row !== latticeRow) {
      if (row === latticeRow + 1) [upper, lower] = [lower, upper];
      else latticeLine(upper, row, seed, amp);
      latticeLine(lower, row + 1, seed, amp);
      latticeRow = row;
    }
    const f = smooth(y / sy - row);
    for (let c = 0; c < cells; c++) mixed[c] = upper[c] + (lower[c] - upper[c]) * f;
    const at = y * width;
    for (let x = 0; x < width; x++) {
      const c = column[x];
      data[at + x] += mixed[c] + (mixed[c + 1] - mixed[c]) * fade[x];
    }
  }
}

/** Paper's tooth, about ±1 around 0: fine grain over softer unevenness. `grain` is the size of the finest bumps in pixels. */
export function paperTooth(width: number, height: number, grain: number, seed: number, tick: Tick = silent): Plane {
  const plane = newPlane(width, height);
  addNoise(plane, grain, grain, 0.55, seed);
  tick(0.25);
  addNoise(plane, grain * 2.1, grain * 2.1, 0.45, seed + 1);
  tick(0.5);
  addNoise(plane, grain * 5.3, grain * 4.7, 0.3, seed + 2);
  tick(0.75);
  addNoise(plane, grain * 23, grain * 23, 0.15, seed + 3);
  return plane;
}

function latticeLine(line: Float32Array, row: number, seed: number, amplitude: number): void {
  for (let c = 0; c < line.length; c++) line[c] = (hash01(c, row, seed) * 2 - 1) * amplitude;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
