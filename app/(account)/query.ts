export type Query = Promise<Record<string, string | string[] | undefined>>;

/** User and token of a link in a mail; null when the address does not hold both. */
export function linkOf(query: Awaited<Query>): { user: string; token: string } | null {
  const { user, token } = query;
  if (typeof user !== "string" || typeof token !== "string" || !/^[1-9]\d{0,14}$/.test(user)) return null;
  return token.length > 0 && token.length <= 200 ? { user, token } : null;
}
