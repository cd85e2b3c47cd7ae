import { findSetting } from "@/db/queries/settings";
import { minuteMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** How long a link in a mail holds. */
export const linkMs = 30 * minuteMs;
export const linkMinutes = linkMs / minuteMs;

/** The address of one of our pages; never made from what a request says of its host. */
export function pageUrl(path: string): string {
  return env().PUBLIC_URL + path;
}

/** The address that a mail leads to: a page with a button, which alone uses the token up. */
export function tokenUrl(page: string, user: number, token: string): string {
  const url = new URL(page);
  url.searchParams.set("user", String(user));
  url.searchParams.set("token", token);
  return url.href;
}

/**
 * Where a caller wants a link in a mail to lead: an address of this site, or of one in the setting `link_origins`,
 * since whoever owns the page learns the token. Without a wish our own page.
 *
 * @throws AppError `invalid`
 */
export async function linkPage(handleUrl: string | undefined, path: string): Promise<string> {
  if (handleUrl === undefined) return pageUrl(path);
  const url = URL.canParse(handleUrl) ? new URL(handleUrl) : null;
  const origins = [env().PUBLIC_URL, ...(await findSetting("link_origins"))].map((origin) => new URL(origin).origin);
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  if (!isPlain || !origins.includes(url.origin)) {
    throw new AppError("invalid", { fields: { handleUrl: ["Links in mails may not lead there."] } });
  }
  return url.href;
}
