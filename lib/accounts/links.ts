import { findPublicUrl, findSetting } from "@/db/queries/settings";
import { minuteMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";

/** How long a link in a mail holds. */
export const linkMs = 30 * minuteMs;
export const linkMinutes = linkMs / minuteMs;

/**
 * The address that a mail leads to: a page with a button, which alone uses the token up.
 *
 * @param page a path of ours, and then the answer is one too, or an address of another site
 */
export function tokenUrl(page: string, user: number, token: string): string {
  const url = new URL(page, "http://here");
  url.searchParams.set("user", String(user));
  url.searchParams.set("token", token);
  return page.startsWith("/") ? url.pathname + url.search : url.href;
}

/**
 * Where a caller wants a link in a mail to lead: an address of this site, or of one in the setting `link_origins`,
 * since whoever owns the page learns the token. Without a wish `path`, our own page.
 *
 * @throws AppError `invalid`
 */
export async function linkPage(handleUrl: string | undefined, path: string): Promise<string> {
  if (handleUrl === undefined) return path;
  const url = URL.canParse(handleUrl) ? new URL(handleUrl) : null;
  const origins = [await findPublicUrl(), ...(await findSetting("link_origins"))].map(
    (origin) => new URL(origin).origin,
  );
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  if (!isPlain || !origins.includes(url.origin)) {
    throw new AppError("invalid", { fields: { handleUrl: ["Links in mails may not lead there."] } });
  }
  return url.href;
}
