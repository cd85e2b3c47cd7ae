import { createHash } from "node:crypto";
import { publicLabel, siteDescription } from "@/app/public-words";
import { findPublicUrl, findSetting } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import { openRoute, taggedAnswer } from "@/lib/http/open-route";
import { type ImageDto, mediaUrl } from "@/lib/images/schema";
import { listGallery } from "@/lib/images/service/read";
import { isGalleryOpen } from "@/lib/images/service/show";
import { nobody } from "@/lib/viewer";
import { element, escapeXml, shownSize } from "../xml";

const entriesMax = 50;

/** The newest public pictures as an Atom feed (RFC 4287) with Media RSS thumbnails. */
export const GET = openRoute(async (request) => {
  if (!(await isGalleryOpen())) throw new AppError("not_found");
  const { images } = await listGallery(nobody, { sort: "created", order: "desc", limit: entriesMax });
  const feed = await feedOf(images);
  const etag = `"${createHash("sha256").update(feed).digest("hex").slice(0, 32)}"`;
  return taggedAnswer(request, etag, feed, { "Content-Type": "application/atom+xml; charset=utf-8" });
});

async function feedOf(images: ImageDto[]): Promise<string> {
  const [site, siteName] = await Promise.all([findPublicUrl(), findSetting("gallery_name")]);
  const updated = images.reduce(
    (latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest),
    "1970-01-01T00:00:00.000Z",
  );
  return [
    `<?xml version="1.0" encoding="utf-8"?>`,
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en">`,
    element("id", `${site}/feed.atom`),
    element("title", siteName),
    element("subtitle", siteDescription),
    element("updated", updated),
    `<link rel="self" type="application/atom+xml" href="${escapeXml(`${site}/feed.atom`)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(`${site}/`)}"/>`,
    element("icon", `${site}/icon.svg`),
    ...images.map((image) => entryOf(site, siteName, image)),
    "</feed>",
  ].join("\n");
}

function entryOf(site: string, siteName: string, image: ImageDto): string {
  const { title, maker, technique } = publicLabel(image);
  const page = `${site}/images/${image.uuid}`;
  const by = maker === null ? "" : element("uri", `${site}/u/${encodeURIComponent(image.maker?.handle ?? "")}`);
  return [
    "<entry>",
    element("id", `urn:uuid:${image.uuid}`),
    element("title", title),
    `<link rel="alternate" type="text/html" href="${escapeXml(page)}"/>`,
    element("published", image.createdAt),
    element("updated", image.updatedAt),
    `<author>${element("name", maker ?? siteName)}${by}</author>`,
    ...(technique === null ? [] : [element("summary", technique)]),
    // What its maker calls sensitive is not shown to those who were not asked.
    ...(image.isSensitive ? [] : pictureOf(site, page, image, title)),
    "</entry>",
  ].join("\n");
}

function pictureOf(site: string, page: string, image: ImageDto, title: string): string[] {
  const src = `${site}${mediaUrl(image.uuid, "640", image.version)}`;
  const { width, height } = shownSize(image, 640);
  const alt = image.alt ?? title;
  const size = `width="${width}" height="${height}"`;
  const html = `<p><a href="${escapeXml(page)}"><img src="${escapeXml(src)}" alt="${escapeXml(alt)}" ${size}/></a></p>`;
  return [`<media:thumbnail url="${escapeXml(src)}" ${size}/>`, `<content type="html">${escapeXml(html)}</content>`];
}
