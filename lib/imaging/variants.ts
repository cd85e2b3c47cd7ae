import { openRaw, type Raw, scaleWithin } from "./engine";
import { markPacket, type SourceType } from "./mark";

/** A smaller WebP of a picture. */
export interface Variant {
  name: "320" | "640" | "1280";
  mime: "image/webp";
  width: number;
  height: number;
  bytes: Buffer;
}

const names = ["320", "640", "1280"] as const;

/** Variants are made from rows of this size, so that a picture is decoded once for all of them. */
export const variantBaseSidePx = 1280;

/**
 * The variants of a picture, from its rows scaled to `variantBaseSidePx`. A variant's name is the length of its
 * longest side in pixels, whatever the picture's shape, so a strip of 16×5000 stays small, too. None is enlarged:
 * a picture has only the variants that are smaller than itself (`sidePx` is its longest side), a small one none.
 */
export function makeVariants(base: Raw, sidePx: number, mark?: SourceType): Promise<Variant[]> {
  const smaller = names.filter((name) => Number(name) < sidePx);
  return Promise.all(
    smaller.map(async (name) => {
      const pipeline = scaleWithin(openRaw(base), Number(name)).webp({ quality: 80, effort: 2 });
      const marked = mark ? pipeline.withXmp(markPacket(mark)) : pipeline;
      const { data, info } = await marked.toBuffer({ resolveWithObject: true });
      return { name, mime: "image/webp" as const, width: info.width, height: info.height, bytes: data };
    }),
  );
}
