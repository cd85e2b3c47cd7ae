/**
 * Where to lead on to: a path of this site with query and fragment, or `fallback` for anything else. An address of
 * another site, in whatever disguise, must not become a link or redirect of ours.
 */
export function ownPath(given: unknown, fallback = "/"): string {
  const base = "http://own.invalid";
  if (typeof given !== "string" || !given.startsWith("/") || given.length > 1000) return fallback;
  if (!URL.canParse(given, base)) return fallback;
  const url = new URL(given, base);
  // Dot segments can leave two slashes in front, which a browser takes for a host.
  if (url.origin !== base || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search + url.hash;
}

/** The address of a page that leads back to `next` when it is done. */
export function withNext(page: string, next: string): string {
  return next === "/" ? page : `${page}?next=${encodeURIComponent(next)}`;
}
