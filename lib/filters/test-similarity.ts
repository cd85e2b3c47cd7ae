import type { Pixels } from "./define";
import { lumaOf } from "./maths/plane";

/** For tests: structural similarity of the tones over 8×8 windows (Wang, Bovik, Sheikh, Simoncelli 2004); 1 is the same. */
export function ssim(one: Pixels, two: Pixels): number {
  const a = lumaOf(one);
  const b = lumaOf(two);
  const size = 8;
  let sum = 0;
  let windows = 0;
  for (let top = 0; top + size <= a.height; top += 4) {
    for (let left = 0; left + size <= a.width; left += 4) {
      let [ma, mb, aa, bb, ab] = [0, 0, 0, 0, 0];
      for (let y = top; y < top + size; y++) {
        for (let x = left; x < left + size; x++) {
          const va = a.data[y * a.width + x];
          const vb = b.data[y * a.width + x];
          ma += va / 64;
          mb += vb / 64;
          aa += (va * va) / 64;
          bb += (vb * vb) / 64;
          ab += (va * vb) / 64;
        }
      }
      const [c1, c2] = [0.0001, 0.0009];
      const top1 = (2 * ma * mb + c1) * (2 * (ab - ma * mb) + c2);
      sum += top1 / ((ma * ma + mb * mb + c1) * (aa - ma * ma + bb - mb * mb + c2));
      windows++;
    }
  }
  return sum / windows;
}
