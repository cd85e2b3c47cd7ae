import { thumbHashToRGBA } from "thumbhash";

const longSidePx = 8;

/**
 * The blurred picture a thumbhash (base64) stands for, as a data address of about 350 characters: an
 * uncompressed 24-bit bitmap, at most 8 pixels a side, which the browser smooths when it stretches it.
 * Null for a hash that cannot be read.
 */
export function placeholderUrl(thumbhash: string): string | null {
  const bytes = Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0));
  if (bytes.length < 5) return null;
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  const scale = longSidePx / Math.max(w, h);
  const width = Math.max(1, Math.round(w * scale));
  const height = Math.max(1, Math.round(h * scale));
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bitmap(rgba, w, h, width, height)))}`;
}

/** Rows from the bottom up, blue first, each padded to four bytes, after a 54-byte header: the BMP of 1990. */
function bitmap(rgba: Uint8Array, w: number, h: number, width: number, height: number): Uint8Array {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = new Uint8Array(54 + stride * height);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(2, file.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  view.setUint32(34, stride * height, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = average(rgba, w, h, x / width, y / height, 1 / width, 1 / height);
      file.set([blue, green, red], 54 + (height - 1 - y) * stride + x * 3);
    }
  }
  return file;
}

/** Mean colour of a box given in parts of the whole. */
function average(rgba: Uint8Array, w: number, h: number, left: number, top: number, width: number, height: number) {
  const sum = [0, 0, 0];
  let count = 0;
  for (let y = Math.floor(top * h); y < Math.ceil((top + height) * h); y++) {
    for (let x = Math.floor(left * w); x < Math.ceil((left + width) * w); x++) {
      for (let c = 0; c < 3; c++) sum[c] += rgba[(y * w + x) * 4 + c];
      count += 1;
    }
  }
  return sum.map((value) => Math.round(value / count));
}
