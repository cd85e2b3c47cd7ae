import { findPublicUrl } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";

/**
 * Refuses a state-changing request that another site made a browser send. Bearer requests are exempt:
 * no browser adds those by itself.
 *
 * @param sameOriginRequired also refuse when no header names a site at all
 * @throws AppError `cross_site`
 */
export async function requireSameSite(request: Request, sameOriginRequired = false): Promise<void> {
  const { headers } = request;
  if (headers.has("authorization")) return;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin") ?? originOf(headers.get("referer"));
  if (site === "cross-site" || site === "same-site") throw new AppError("cross_site");
  if (origin !== null) {
    if (!(await ownOrigins(headers)).has(origin)) throw new AppError("cross_site");
    return;
  }
  if (sameOriginRequired) throw new AppError("cross_site", { detail: "An Origin or Referer of this site is needed." });
  if (site === null && headers.has("cookie")) {
    throw new AppError("cross_site", { detail: "With a cookie, Origin, Referer or Sec-Fetch-Site is needed." });
  }
}

/** The origins under which this site is reached: its public address, and the one it was asked at. */
async function ownOrigins(headers: Headers): Promise<Set<string>> {
  const own = new URL(await findPublicUrl()).origin;
  const host = headers.get("host");
  return new Set(host === null ? [own] : [own, `http://${host}`, `https://${host}`]);
}

function originOf(url: string | null): string | null {
  if (url === null) return null;
  return URL.canParse(url) ? new URL(url).origin : "null";
}
