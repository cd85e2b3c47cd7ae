import { AppError } from "@/lib/errors";
import { readHeader } from "@/lib/imaging/header";
import { decodePixelsAt, decodePixelsCovering } from "@/lib/imaging/pixels";
import type { Made } from "./define";
import { failed } from "./failures";

interface Size {
  width: number;
  height: number;
}

/**
 * A model's picture in the size that was asked for, which is the shape it was made in.
 *
 * @param working what the server was told to make
 * @throws ProviderError when it made another size, or no picture
 */
export async function fitPicture(bytes: Buffer, working: Size, { width, height }: Size): Promise<Made["picture"]> {
  try {
    const header = await readHeader(bytes);
    if (header.width !== working.width || header.height !== working.height) {
      const [asked, came] = [working, header].map((size) => `${size.width}×${size.height}`);
      throw failed(`A picture of ${asked} was asked for, and one of ${came} came.`);
    }
    if (width === working.width && height === working.height) return { bytes };
    return { pixels: await decodePixelsAt(bytes, { width, height }) };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    throw failed(`What came (${bytes.length} bytes) is no picture that can be kept: ${error.message}.`, error);
  }
}

/** Less than this share of the pixels that were wanted is no picture of what was asked for. */
const shareMin = 1 / 4;

/**
 * What was wanted, cut out of the middle of a picture of any other shape and scaled down to it; what came smaller is not
 * blown up, and keeps its own pixels in the shape that was wanted.
 *
 * @throws ProviderError when it is much too small, too large to be decoded, or no picture
 */
export async function cutPicture(bytes: Buffer, { width, height }: Size): Promise<Made["picture"]> {
  try {
    const came = await readHeader(bytes);
    if (came.width === width && came.height === height) return { bytes };
    const scale = Math.min(1, came.width / width, came.height / height);
    if (scale * scale < shareMin) {
      throw failed(`A picture of ${width}×${height} was wanted, and one of ${came.width}×${came.height} came.`);
    }
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    return { pixels: await decodePixelsCovering(bytes, size) };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    throw failed(`What came (${bytes.length} bytes) is no picture that can be kept: ${error.message}.`, error);
  }
}
