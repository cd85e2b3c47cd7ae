import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { element } from "@/app/xml";
import { findPublicUrl } from "@/db/queries/settings";
import { openRoute } from "@/lib/http/open-route";
import { openSitemap, type SitemapPlace } from "@/lib/images/service/sitemap";

/** One part of the site's map: only what everyone may see, written as it is read. */
export const GET = openRoute(async (_request, { name }) => {
  const places = await openSitemap(name.endsWith(".xml") ? name.slice(0, -4) : "");
  const body: WebStream = Readable.toWeb(Readable.from(linesOf(places), { objectMode: false }));
  return new Response(body as BodyInit, {
    headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "no-cache" },
  });
});

async function* linesOf(places: AsyncIterable<SitemapPlace>): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n`;
  const site = await findPublicUrl();
  for await (const { path, changedAt } of places) {
    const changed = changedAt ? element("lastmod", changedAt.toISOString()) : "";
    yield `<url>${element("loc", site + path)}${changed}</url>\n`;
  }
  yield "</urlset>\n";
}
