import { publicLabel } from "@/app/public-words";
import { findSetting } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import { openRoute, taggedAnswer } from "@/lib/http/open-route";
import { isUuid } from "@/lib/ids";
import type { ImageDto } from "@/lib/images/schema";
import { getCard } from "@/lib/images/service/show";
import { cacheHeaders } from "@/lib/server/media-headers";

/** The picture with its wall label as a JPEG of 1200×630, for previews of links to it; only where everyone may see it. */
export const GET = openRoute(async (request, { uuid }) => {
  if (!isUuid(uuid)) throw new AppError("not_found");
  const { jpeg, etag, media } = await getCard(uuid, wordsOf);
  const v = new URL(request.url).searchParams.get("v");
  return taggedAnswer(request, etag, new Uint8Array(jpeg), {
    ...cacheHeaders(media, v, await findSetting("cdn_cache_seconds")),
    "Content-Type": "image/jpeg",
    "X-Content-Type-Options": "nosniff",
    // It is made to be shown on other sites.
    "Cross-Origin-Resource-Policy": "cross-origin",
  });
});

async function wordsOf(image: ImageDto) {
  const { title, maker, technique, date } = publicLabel(image);
  return {
    title,
    lines: [maker, technique, date].filter((line) => line !== null),
    site: await findSetting("gallery_name"),
  };
}
