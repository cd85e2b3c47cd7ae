import { rgbaToThumbHash } from "thumbhash";
import { openRaw, type Raw, scaleWithin, toRaw } from "./engine";

/** What stands in a picture's place until it is loaded. */
export interface Look {
  /** ThumbHash, base64. */
  thumbhash: string;
  /** `#rrggbb` of the colour that covers most. */
  dominantColor: string;
}

/** ThumbHash keeps seven waves a side at most; more pixels would only keep the event loop longer. */
const lookSidePx = 64;

/** The placeholder of a picture, from decoded rows of any size. */
export async function lookOf(raw: Raw): Promise<Look> {
  const small = await toRaw(scaleWithin(openRaw(raw), lookSidePx).toColourspace("srgb").ensureAlpha());
  const rgba = small.channels === 4 ? small.data : greyToRgba(small);
  return {
    thumbhash: Buffer.from(rgbaToThumbHash(small.width, small.height, rgba)).toString("base64"),
    dominantColor: dominantColor(rgba),
  };
}

function greyToRgba({ data, width, height }: Raw): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let from = 0, to = 0; to < rgba.length; from += 2, to += 4) {
    rgba.fill(data[from], to, to + 3);
    rgba[to + 3] = data[from + 1];
  }
  return rgba;
}

/** The mean of the fullest of 8×8×8 colour boxes, each pixel counting as much as it is opaque. */
function dominantColor(rgba: ArrayLike<number>): string {
  const boxes = new Float64Array(512 * 4);
  for (let p = 0; p < rgba.length; p += 4) {
    const opacity = rgba[p + 3] / 255;
    const box = (((rgba[p] >> 5) << 6) | ((rgba[p + 1] >> 5) << 3) | (rgba[p + 2] >> 5)) * 4;
    for (let c = 0; c < 3; c++) boxes[box + c] += rgba[p + c] * opacity;
    boxes[box + 3] += opacity;
  }
  let fullest = 0;
  for (let box = 4; box < boxes.length; box += 4) if (boxes[box + 3] > boxes[fullest + 3]) fullest = box;
  const weight = boxes[fullest + 3];
  if (weight === 0) return "#ffffff";
  const hex = (sum: number) =>
    Math.round(sum / weight)
      .toString(16)
      .padStart(2, "0");
  return `#${hex(boxes[fullest])}${hex(boxes[fullest + 1])}${hex(boxes[fullest + 2])}`;
}
