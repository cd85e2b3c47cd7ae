import { AppError } from "@/lib/errors";
import { readHeader } from "@/lib/imaging/header";
import { decodePixelsAt } from "@/lib/imaging/pixels";
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
