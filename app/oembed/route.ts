import { cardUrl, publicLabel } from "@/app/public-words";
import { findPublicUrl, findSetting } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import { openRoute } from "@/lib/http/open-route";
import { isUuid } from "@/lib/ids";
import { type ImageDto, mediaUrl, mediaVariants } from "@/lib/images/schema";
import { findForEveryone } from "@/lib/images/service/show";
import { cardSize } from "@/lib/imaging/card";
import { shownSize } from "../xml";

/** How a picture's page may be shown on other sites (oEmbed 1.0), only for what everyone may see. */
export const GET = openRoute(async (request) => {
  const { searchParams } = new URL(request.url);
  const format = searchParams.get("format") ?? "json";
  if (format !== "json") return Response.json({ error: "Only json is spoken here." }, { status: 501 });
  const uuid = await uuidOf(searchParams.get("url") ?? "");
  const image = uuid === null ? null : await findForEveryone(uuid);
  if (!image) throw new AppError("not_found");
  const room = { width: sizeOf(searchParams, "maxwidth"), height: sizeOf(searchParams, "maxheight") };
  return Response.json(await embedOf(image, room), { headers: { "Cache-Control": "no-cache" } });
});

/** The picture that an address of ours is the page of. */
async function uuidOf(address: string): Promise<string | null> {
  if (!URL.canParse(address)) return null;
  const { origin, pathname } = new URL(address);
  const [, first, uuid = "", ...rest] = pathname.replace(/\/$/, "").split("/");
  const isOurs = origin === new URL(await findPublicUrl()).origin && first === "images" && rest.length === 0;
  return isOurs && isUuid(uuid) ? uuid : null;
}

function sizeOf(query: URLSearchParams, name: string): number {
  const given = query.get(name);
  if (given === null) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new AppError("bad_request", { detail: `${name} is a number of pixels.` });
  return Number(given);
}

async function embedOf(image: ImageDto, room: { width: number; height: number }): Promise<object> {
  const [site, siteName] = await Promise.all([findPublicUrl(), findSetting("gallery_name")]);
  const { title, maker } = publicLabel(image);
  const thumbnail = { url: site + cardUrl(image), ...cardSize };
  const fits = (size: { width: number; height: number }) => size.width <= room.width && size.height <= room.height;
  const common = {
    version: "1.0",
    title,
    ...(image.maker && { author_name: maker, author_url: `${site}/u/${encodeURIComponent(image.maker.handle)}` }),
    provider_name: siteName,
    provider_url: `${site}/`,
    ...(fits(thumbnail) && {
      thumbnail_url: thumbnail.url,
      thumbnail_width: thumbnail.width,
      thumbnail_height: thumbnail.height,
    }),
  };
  const photo = mediaVariants
    .filter((variant) => variant !== "full")
    .map((variant) => ({ variant, ...shownSize(image, Number(variant)) }))
    .filter(fits)
    .at(-1);
  // What its maker calls sensitive is shown by its card, veiled; a link leads to the page, which asks first.
  if (!photo || image.isSensitive) return { ...common, type: "link" };
  const { variant, width, height } = photo;
  return { ...common, type: "photo", url: site + mediaUrl(image.uuid, variant, image.version), width, height };
}
