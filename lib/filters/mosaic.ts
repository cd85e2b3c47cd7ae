import { defineFilter, type Pixels } from "./define";
import { flowOf, tangentsOf } from "./maths/flow";
import { addNoise } from "./maths/noise";
import { fitArea, lumaOf, newPixels, newPlane, unitOf } from "./maths/plane";
import { phases, type Tick } from "./maths/progress";
import { resizePixels } from "./maths/resize";
import { colourTiles, settleTiles, TileGrid, type Tiles } from "./maths/tiles";
import { smoothstep } from "./maths/tone";
import { hash01 } from "./random";

/** Square tesserae turned along the edges and settled beside each other (Hausner, Simulating Decorative Mosaics, 2001). */
export const mosaic = defineFilter({
  slug: "mosaic",
  title: "Mosaic",
  description: "Small stone tiles laid in rows along the forms, with grout between.",
  version: 1,
  params: {
    tile: { kind: "number", min: 8, max: 30, step: 0.5, default: 13 },
    gloss: { kind: "number", min: 0, max: 1, step: 0.05, default: 0.5 },
  },
  render(source, { tile, gloss }, { seed, progress }) {
    const [prepare, settle, lay] = phases(progress, 1, 3, 3);
    const size = fitArea(source, 50_000);
    const small = resizePixels(source, size.width, size.height);
    const tone = lumaOf(small);
    const flow = flowOf(tone, { smoothness: 10, rest: 0, pull: 0.3 }, prepare);
    const tangents = tangentsOf(flow, size.width, size.height);
    const tiles = settleTiles(tone, tangents, tile, seed, settle);
    const colours = colourTiles(small, tiles);
    return laid(source, tiles, colours, tile, gloss, seed, lay);
  },
});

function laid(
  source: Pixels,
  tiles: Tiles,
  colours: Float32Array,
  tile: number,
  gloss: number,
  seed: number,
  tick: Tick,
): Pixels {
  const { width, height } = source;
  const unit = unitOf(source);
  const grid = new TileGrid(tiles, width / unit, height / unit, tile);
  const stone = newPlane(width, height);
  addNoise(stone, 2 * unit, 2 * unit, 0.05, seed + 1);
  addNoise(stone, 6 * unit, 6 * unit, 0.05, seed + 2);
  const out = newPixels(width, height);
  const grout = [66, 61, 56];
  const half = tile * 0.47;
  const soft = 0.5 / unit + 0.15;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      grid.nearest((x + 0.5) / unit, (y + 0.5) / unit);
      const { k, first, second, along, across } = grid;
      // Inside by how far the tile's own square and the neighbours' claims allow.
      const corner = Math.hypot(Math.max(0, Math.abs(along) - half + 2), Math.max(0, Math.abs(across) - half + 2)) - 2;
      const inside = Math.min(-corner, half - first, (second - first) * 0.5 - tile * 0.035);
      const cover = smoothstep(-soft, soft, inside);
      const edge = smoothstep(tile * 0.17, 0, inside);
      const facing =
        (-(along * tiles.cos[k] - across * tiles.sin[k]) - (along * tiles.sin[k] + across * tiles.cos[k])) / tile;
      const tiltX = (hash01(k, 3, seed) - 0.5) * 0.16 * gloss;
      const light = 1 + stone.data[i] + tiltX + edge * facing * 0.5 * (0.3 + gloss);
      const p = i * 4;
      for (let c = 0; c < 3; c++) {
        const bed = grout[c] * (1 + stone.data[i] * 2);
        out.data[p + c] = bed + (colours[k * 3 + c] * light - bed) * cover;
      }
    }
    if ((y & 15) === 15) tick(y / height);
  }
  return out;
}
