import type { IncomingMessage, ServerResponse } from "node:http";
import type { MediaImage } from "@/db/queries/media";
import { findSetting } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import { varies } from "@/lib/http/answer";
import { isUuid } from "@/lib/ids";
import { type MediaVariant, mediaVariants } from "@/lib/images/schema";
import type { Format } from "@/lib/imaging/header";
import { log } from "@/lib/log";
import { findLookedBytes } from "@/lib/moderation/service/look";
import { blobKey } from "@/lib/storage/key";
import type { Doors } from "./doors";
import { convertedDownload, downloadFormat, formatOf } from "./download";
import { disposition } from "./download-name";
import type { Incoming } from "./incoming";
import type { Serve } from "./listener";
import { cacheHeaders, entityTag, extensions, inertHeaders, pickFile } from "./media-headers";
import { findVisible } from "./media-lookup";
import { sendFile, sendWhole } from "./send-file";
import { webHeaders } from "./web-headers";

/**
 * `GET /media/<uuid>/<variant>`: the bytes of a picture, to whoever may see it. A private picture, a missing one and
 * a malformed address are the same 404.
 */
export function createMedia(doors: Doors): Serve {
  return (req, res, incoming) => serveMedia(doors, req, res, incoming);
}

async function serveMedia(doors: Doors, req: IncomingMessage, res: ServerResponse, incoming: Incoming): Promise<void> {
  if (req.method !== "GET" && req.method !== "HEAD") {
    res.setHeader("Allow", "GET, HEAD");
    throw new AppError("method_not_allowed", { detail: "Allowed: GET, HEAD" });
  }
  for (const [name, value] of Object.entries(inertHeaders)) res.setHeader(name, value);
  const [, , first, second, ...rest] = incoming.path.split("/");
  if (first === "styles") return serveStylePreview(req, res, rest.length > 0 ? "" : second, incoming);

  const { query } = incoming;
  const variant = mediaVariants.find((name) => name === second);
  const wellFormed = isUuid(first) && variant !== undefined && rest.length === 0;
  // Who may make pictures by a token may have them.
  const viewer = () => doors.findViewer(webHeaders(req), "read", "generate");
  // A bad token is refused even where the picture is everyone's.
  const asked = req.headers.authorization === undefined ? viewer : constant(await viewer());
  const uuid = wellFormed ? first : noUuid;
  const look = query.get("look");
  const image = look === null ? await findVisible(uuid, asked) : await findLookedBytes(await asked(), look, uuid);
  if (!image || !variant) throw new AppError("not_found");
  const download = query.get("download");
  // What is only looked at is kept by no cache.
  if (download === null) return serveVariant(req, res, image, variant, look === null ? query.get("v") : null);
  return serveDownload(req, res, image, variant, downloadFormat(download));
}

const noUuid = "00000000-0000-4000-8000-000000000000";

async function serveVariant(
  req: IncomingMessage,
  res: ServerResponse,
  image: MediaImage,
  variant: MediaVariant,
  v: string | null,
): Promise<void> {
  const file = pickFile(image, variant);
  const extension = extensions[file.mime] ?? "bin";
  const kept = cacheHeaders(image, v, await findSetting("cdn_cache_seconds"));
  for (const [name, value] of Object.entries(kept)) res.setHeader(name, value);
  // Feeds and embeds show what is everyone's on other sites.
  if (image.isEveryones) res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  res.setHeader("Content-Type", file.mime);
  res.setHeader("Content-Disposition", disposition("inline", image, extension));
  res.setHeader("ETag", entityTag(image, file.name));
  await orMissing(image.uuid, sendFile(req, res, blobKey(image.sha256, `${file.name}.${extension}`), file.bytes));
}

/** An attachment in the format asked for; the file itself when it is in that format already. */
async function serveDownload(
  req: IncomingMessage,
  res: ServerResponse,
  image: MediaImage,
  variant: MediaVariant,
  format: Format,
): Promise<void> {
  const file = pickFile(image, variant);
  const extension = extensions[file.mime] ?? "bin";
  const key = blobKey(image.sha256, `${file.name}.${extension}`);
  const same = formatOf(file.mime) === format;
  res.setHeader("Cache-Control", "private, no-cache");
  res.setHeader("Vary", varies);
  res.setHeader("Content-Type", `image/${format}`);
  res.setHeader("Content-Disposition", disposition("attachment", image, extensions[`image/${format}`] ?? format));
  res.setHeader("ETag", entityTag(image, same ? file.name : `${file.name}-${format}`));
  if (same) return orMissing(image.uuid, sendFile(req, res, key, file.bytes));
  await orMissing(
    image.uuid,
    sendWhole(req, res, () => convertedDownload(key, format)),
  );
}

/** A style's preview picture, public to all; made in the background, so there may be none yet. */
async function serveStylePreview(req: IncomingMessage, res: ServerResponse, slug: string, incoming: Incoming) {
  if (!/^[a-z\d][a-z\d-]{0,59}$/.test(slug)) throw new AppError("not_found");
  const versioned = /^\d{1,10}$/.test(incoming.query.get("v") ?? "");
  res.setHeader("Cache-Control", versioned ? "public, max-age=86400" : "no-cache");
  res.setHeader("Content-Type", "image/webp");
  await sendFile(req, res, `styles/${slug}.webp`, null);
}

/** A row whose file is gone is a missing picture to the one who asks, and news for whoever runs the place. */
async function orMissing(uuid: string, sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found")
      log.error({ image: uuid }, "a picture's file is missing");
    throw error;
  }
}

function constant<T>(value: T): () => Promise<T> {
  return async () => value;
}
