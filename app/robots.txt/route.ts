import { findPublicUrl } from "@/db/queries/settings";
import { openRoute } from "@/lib/http/open-route";
import { isGalleryOpen } from "@/lib/images/service/show";

/** What belongs to one person, or is no page. */
const closed = ["/api/", "/v1/", "/auth/", "/admin", "/settings", "/library", "/favorites", "/trash", "/verify"];
const closedToo = ["/reset-password", "/forgot-password", "/confirm-email", "/sign-in", "/sign-up"];

/** Where machines may look (RFC 9309): nowhere while the gallery is closed to visitors. */
export const GET = openRoute(async () => {
  const lines = (await isGalleryOpen())
    ? [
        ...[...closed, ...closedToo].map((path) => `Disallow: ${path}`),
        "",
        `Sitemap: ${await findPublicUrl()}/sitemap.xml`,
      ]
    : ["Disallow: /"];
  return new Response(["User-agent: *", ...lines, ""].join("\n"), {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache" },
  });
});
