import { encodeFull, fileTypes } from "./encode";
import { openFile } from "./engine";
import { type Format, imageError, readHeader } from "./header";
import { readMark } from "./mark";
import { decodeWeight, withDecodeSlot } from "./slots";

/**
 * The same picture in another format, for a download; its mark is kept. Transparent places become white in a JPEG.
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`
 */
export async function convertImage(input: Buffer, to: Format): Promise<{ bytes: Buffer; mime: string }> {
  const header = await readHeader(input);
  const mark = (await readMark(input)) ?? undefined;
  const pixels = header.width * header.height;
  return withDecodeSlot(decodeWeight(pixels), async () => {
    const opened = openFile(input);
    const flat = to === "jpeg" ? opened.flatten({ background: "#ffffff" }) : opened;
    const fullChroma = header.format !== "jpeg" || header.fullChroma;
    const pipeline = encodeFull(flat, { format: to, pixels, mark, fullChroma, lossless: header.lossless });
    const bytes = await pipeline.toBuffer().catch((cause: unknown) => {
      throw imageError("image_unreadable", "The picture is damaged or incomplete", cause);
    });
    return { bytes, mime: fileTypes[to].mime };
  });
}
