import { type Flow, smoothAlong, tangentsOf } from "./flow";
import { addNoise } from "./noise";
import { fitArea, newPlane, type Plane, unitOf } from "./plane";
import { phases, type Tick } from "./progress";
import { resizePlane } from "./resize";

export interface DraggedGrain {
  /** Size of the fine and the coarse grains, in units. */
  fine: number;
  coarse: number;
  /** How strong the coarse grains are beside the fine ones (1 alike). */
  share: number;
  /** How far grains are dragged to both sides, in units. */
  reach: number;
  seed: number;
}

/**
 * The marks of a dry stick or a bristle: noise dragged along the flow (line integral convolution, Cabral and
 * Leedom 1993), about ±0.4 around 0. Made on at most 420,000 pixels, which its softness allows.
 */
export function draggedGrain(
  size: { width: number; height: number },
  flow: Flow,
  grain: DraggedGrain,
  tick: Tick,
): Plane {
  const [sow, drag, grow] = phases(tick, 1, 5, 1);
  const small = fitArea(size, 420_000);
  const noise = newPlane(small.width, small.height);
  const unit = unitOf(noise);
  addNoise(noise, grain.fine * unit, grain.fine * unit, 1, grain.seed);
  sow(0.4);
  addNoise(noise, grain.coarse * unit, grain.coarse * unit, grain.share, grain.seed + 1);
  const tangents = tangentsOf(flow, small.width, small.height, 0, () => sow(0.5));
  const dragged = smoothAlong(noise, tangents, grain.reach * unit, drag);
  return resizePlane(dragged, size.width, size.height, grow);
}
