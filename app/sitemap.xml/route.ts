import { findPublicUrl } from "@/db/queries/settings";
import { openRoute } from "@/lib/http/open-route";
import { listSitemaps } from "@/lib/images/service/sitemap";
import { element } from "../xml";

/** The index of the site's map (sitemaps.org). */
export const GET = openRoute(async () => {
  const site = await findPublicUrl();
  const parts = (await listSitemaps()).map(
    (name) => `<sitemap>${element("loc", `${site}/sitemaps/${name}.xml`)}</sitemap>`,
  );
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
    ...parts,
    "</sitemapindex>",
  ];
  return new Response(lines.join("\n"), {
    headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "no-cache" },
  });
});
