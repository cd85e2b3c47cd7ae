import type { Pixels } from "@/lib/filters/define";
import { encodeFull, fileTypes } from "./encode";
import { openFile, openRaw, type Raw, type Strictness, scaleWithin, toRaw } from "./engine";
import { hasHarmlessFlaws } from "./flaws";
import { sha256Hex } from "./hash";
import { type Header, imageError, readHeader } from "./header";
import { type Look, lookOf } from "./look";
import type { SourceType } from "./mark";
import { decodeWeight, withDecodeSlot } from "./slots";
import { suitsPng } from "./suits";
import { makeVariants, type Variant, variantBaseSidePx } from "./variants";

/** A picture ready to be stored: re-made bytes, smaller variants and what lists need of it. */
export interface Prepared {
  /** Of `full`, hex: the picture's address in the storage. */
  sha256: string;
  mime: "image/jpeg" | "image/png" | "image/webp";
  extension: "jpg" | "png" | "webp";
  /** Length of `full`. */
  bytes: number;
  width: number;
  height: number;
  /** ThumbHash, base64. */
  thumbhash: string;
  /** `#rrggbb` of the colour that covers most. */
  dominantColor: string;
  full: Buffer;
  variants: Variant[];
}

export interface PrepareOptions {
  /** How the picture was made; written into it and its variants. */
  mark?: SourceType;
  /** Ends the waiting for a free slot; decoding that has begun is finished, then its result dropped. */
  signal?: AbortSignal;
  /** Larger pictures are scaled down so that their longest side fits. */
  maxSidePx?: number;
}

/**
 * Makes a safe picture of an uploaded file or a backend's answer: decoded within the limits, upright, sRGB, 8 bits
 * per channel, first frame only, alpha kept, encoded anew in its own format without anyone's metadata. The same
 * input and options give the same bytes.
 * @throws AppError `image_type`, `image_unreadable`, `image_too_large`; the signal's reason when it aborts
 */
export async function prepareImage(input: Buffer, options: PrepareOptions = {}): Promise<Prepared> {
  const { signal } = options;
  const header = await readHeader(input);
  const weight = decodeWeight(header.width * header.height);
  const attempt = (failOn: Strictness) => withDecodeSlot(weight, () => remake(input, header, options, failOn), signal);
  const prepared = await attempt(header.format === "jpeg" ? "warning" : "truncated").catch(async (error: unknown) => {
    signal?.throwIfAborted();
    if (header.format === "jpeg" && (await hasHarmlessFlaws(input, signal))) return attempt("truncated");
    throw error;
  });
  signal?.throwIfAborted();
  return prepared;
}

/**
 * Makes a picture of pixels from the painter or a filter: a JPEG (quality 92, full chroma) when it is opaque and
 * looks like a photograph, else a PNG.
 */
export async function preparePixels(pixels: Pixels, options: { mark: SourceType }): Promise<Prepared> {
  const { width, height, data } = pixels;
  const raw: Raw = { data, width, height, channels: 4 };
  const format = suitsPng(pixels) ? "png" : "jpeg";
  const opaque = () => (format === "jpeg" ? openRaw(raw).removeAlpha() : openRaw(raw));
  return withDecodeSlot(decodeWeight(width * height), async () => {
    const pipeline = encodeFull(opaque(), {
      format,
      pixels: width * height,
      fullChroma: true,
      quality: 92,
      ...options,
    });
    const [full, derived] = await both(
      pipeline.toBuffer(),
      toRaw(scaleWithin(opaque(), variantBaseSidePx)).then((base) =>
        derive(base, Math.max(width, height), options.mark),
      ),
    );
    return assemble({ full, width, height, format }, derived);
  });
}

async function remake(
  input: Buffer,
  header: Header,
  { mark, maxSidePx }: PrepareOptions,
  failOn: Strictness,
): Promise<Prepared> {
  const pixels = header.width * header.height;
  const side = Math.min(Math.max(header.width, header.height), maxSidePx ?? Number.POSITIVE_INFINITY);
  const makeFull = () =>
    encodeFull(openFile(input, { failOn, maxSidePx }), { ...header, pixels, mark }).toBuffer({
      resolveWithObject: true,
    });
  // A decode of its own: a JPEG shrinks while it is loaded, and no picture is ever held decoded as a whole.
  const makeRest = async () => {
    const base = await toRaw(openFile(input, { failOn, maxSidePx: Math.min(variantBaseSidePx, side) }));
    return derive(base, side, mark);
  };
  // Side by side on two cores, but the largest one after the other: their memory would add up.
  const making =
    decodeWeight(pixels) === 1
      ? both(makeFull(), makeRest())
      : makeFull().then(async (full) => [full, await makeRest()] as const);
  const [{ data, info }, derived] = await making.catch((cause: unknown) => {
    throw imageError("image_unreadable", "The picture is damaged or incomplete", cause);
  });
  return assemble({ full: data, width: info.width, height: info.height, format: header.format }, derived);
}

/** Both results; when one fails, only after the other has ended as well, since its slot is given back then. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<readonly [A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

interface Derived {
  look: Look;
  variants: Variant[];
}

async function derive(base: Raw, sidePx: number, mark?: SourceType): Promise<Derived> {
  const [look, variants] = await Promise.all([lookOf(base), makeVariants(base, sidePx, mark)]);
  return { look, variants };
}

interface Full {
  full: Buffer;
  width: number;
  height: number;
  format: Header["format"];
}

async function assemble({ full, width, height, format }: Full, { look, variants }: Derived): Promise<Prepared> {
  const sha256 = await sha256Hex(full);
  return { sha256, ...fileTypes[format], bytes: full.length, width, height, ...look, full, variants };
}
