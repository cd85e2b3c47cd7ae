import { hex } from "../raster/colour";
import { Shape } from "../raster/shape";
import type { Scene, Spot } from "../scene";
import { Pen, warmLight } from "./pen";

/** A pagoda of five roofs. */
export function drawTemple(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.8);
  pen.body(new Shape().rect(-0.4, -0.05, 0.8, 0.08), hex("#8d8a88"));
  const tiers = 4;
  for (let i = 0; i < tiers; i++) {
    const y = -0.05 - i * 0.205;
    const half = 0.25 - i * 0.035;
    pen.body(new Shape().rect(-half, y - 0.16, half * 2, 0.17), pen.own(hex("#b5402f")), { rim: 0.2 });
    for (let k = -1; k <= 1; k++) pen.window(k * half * 0.6 - 0.025, y - 0.1, 0.05, 0.07);
    const eave = half + 0.14;
    pen.flat(new Shape().rect(-half, y - 0.145, half * 2, 0.03), hex("#1f2129"), 0.2, { alpha: 0.45 });
    pen.body(new Shape().polygon(roofOf(eave, half * 0.86, y - 0.14)), scene.winter ? hex("#eef2f8") : hex("#3d4350"));
  }
  pen.body(new Shape().stroke([0, -0.87, 0, -1.06], 0.022, 0.006, true).ellipse(0, -0.92, 0.022), hex("#caa24a"));
}

/** A roof whose eaves sweep up: half its width at the eaves and at the ridge, and where its underside is. */
function roofOf(eave: number, ridge: number, y: number): number[] {
  const under = [-eave, y - 0.034, -eave * 0.8, y - 0.012, -eave * 0.5, y, eave * 0.5, y, eave * 0.8, y - 0.012];
  const over = [eave, y - 0.034, eave * 0.84, y - 0.034, ridge * 1.12, y - 0.058, ridge, y - 0.085];
  return [...under, ...over, -ridge, y - 0.085, -ridge * 1.12, y - 0.058, -eave * 0.84, y - 0.034];
}

export function drawTorii(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const red = pen.own(hex("#cf3d28"));
  pen.body(new Shape().polygon([-0.4, 0.03, -0.35, -0.85, -0.28, -0.85, -0.31, 0.03]), red);
  pen.body(new Shape().polygon([0.31, 0.03, 0.28, -0.85, 0.35, -0.85, 0.4, 0.03]), red);
  pen.body(new Shape().rect(-0.46, -0.72, 0.92, 0.075).rect(-0.04, -0.86, 0.08, 0.15), red, { rim: 0.4 });
  pen.body(
    new Shape().polygon([
      -0.6, -1.0, -0.3, -0.95, 0, -0.94, 0.3, -0.95, 0.6, -1.0, 0.56, -0.89, 0.3, -0.85, 0, -0.84, -0.3, -0.85, -0.56,
      -0.89,
    ]),
    red,
  );
  pen.flat(
    new Shape().polygon([
      -0.62, -1.03, -0.3, -0.975, 0, -0.965, 0.3, -0.975, 0.62, -1.03, 0.6, -0.99, 0.3, -0.94, 0, -0.93, -0.3, -0.94,
      -0.6, -0.99,
    ]),
    hex("#2c2a30"),
    0.5,
  );
}

/** Arches from bank to bank; the spot's size is the bridge's height over the water. */
export function drawBridge(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, { ...spot, flip: 1 });
  const stone = pen.own(hex("#a08d7c"));
  const half = (scene.wide * 0.62) / spot.size;
  const centre = (scene.wide / 2 - spot.x) / spot.size;
  const arches = 5;
  const shape = new Shape().polygon(deck(centre, half));
  const step = (half * 2) / arches;
  for (let i = 0; i < arches; i++) {
    const x = centre - half + step * (i + 0.5);
    const arch: number[] = [];
    for (let k = 0; k <= 20; k++) {
      const angle = Math.PI * (k / 20);
      arch.push(x + Math.cos(angle) * step * 0.4, -Math.sin(angle) * 0.66 + 0.02);
    }
    shape.hole(arch);
  }
  pen.body(shape, stone, { rim: 0.7, flat: 0.7 });
  const rail = new Shape();
  for (let i = 0; i <= 44; i++) rail.rect(centre - half + (i / 44) * half * 2, -1.08, 0.025, 0.12);
  pen.flat(rail.rect(centre - half, -1.1, half * 2, 0.03), stone, 0.75);
}

function deck(centre: number, half: number): number[] {
  return [centre - half, 0.02, centre - half, -1, centre + half, -1, centre + half, 0.02];
}

export function drawFence(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot);
  const shape = new Shape();
  for (let i = -9; i <= 9; i++) {
    const x = i * 0.42 + spot.random.range(-0.03, 0.03);
    const lean = spot.random.range(-0.04, 0.04);
    shape.polygon([x - 0.055, 0.1, x - 0.05 + lean, -0.9, x + lean, -1, x + 0.05 + lean, -0.9, x + 0.055, 0.1]);
  }
  shape.rect(-4, -0.76, 8, 0.08).rect(-4, -0.4, 8, 0.08);
  pen.body(shape, pen.own(hex("#8f7355")), { flat: 0.8 });
}

export function drawLamp(scene: Scene, spot: Spot): void {
  const pen = new Pen(scene, spot).shadow(0.2);
  pen.body(new Shape().stroke([0, 0.02, 0, -0.8], 0.035, 0.022, true).rect(-0.05, -0.05, 0.1, 0.07), hex("#33363f"));
  const glass = new Shape().polygon([-0.05, -0.8, -0.075, -0.94, 0.075, -0.94, 0.05, -0.8]);
  pen.glowing(glass, pen.own(warmLight));
  pen.body(
    new Shape().polygon([-0.095, -0.935, 0, -1.02, 0.095, -0.935]).rect(-0.06, -0.805, 0.12, 0.02),
    hex("#33363f"),
  );
  pen.halo(0, -0.87, 0.75, pen.own(warmLight), 0.25 + scene.light.darkness * 0.65);
}
