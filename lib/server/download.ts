import { AppError } from "@/lib/errors";
import { convertImage } from "@/lib/imaging/convert";
import type { Format } from "@/lib/imaging/header";
import { storage } from "@/lib/storage";

const formats = ["png", "jpeg", "webp"] as const;

/** More conversions than these are not taken on at once: each costs seconds of a large picture. */
const waitingMax = 8;
const underWay = new Map<string, Promise<Buffer | null>>();

/** Reads `?download=`. @throws AppError `bad_request` for another format */
export function downloadFormat(asked: string): Format {
  const format = formats.find((name) => name === asked || (name === "jpeg" && asked === "jpg"));
  if (!format) throw new AppError("bad_request", { detail: `download is one of ${formats.join(", ")}.` });
  return format;
}

/** The format of a media type of ours. */
export function formatOf(mime: string): Format | undefined {
  return formats.find((name) => mime === `image/${name}`);
}

/**
 * A stored picture in another format; null when its file is missing. Those who ask for the same at once share the work.
 *
 * @throws AppError `unavailable` when too many are being converted already
 */
export function convertedDownload(key: string, format: Format): Promise<Buffer | null> {
  const name = `${key} ${format}`;
  const begun = underWay.get(name);
  if (begun) return begun;
  if (underWay.size >= waitingMax) throw new AppError("unavailable", { retryAfterMs: 5000 });
  const work = convert(key, format).finally(() => underWay.delete(name));
  underWay.set(name, work);
  return work;
}

async function convert(key: string, format: Format): Promise<Buffer | null> {
  const content = await storage().read(key);
  return content && (await convertImage(content, format)).bytes;
}
