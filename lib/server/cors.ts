import type { IncomingMessage, ServerResponse } from "node:http";

/** What a page elsewhere may read of an answer besides the body. */
const exposed = [
  "Content-Disposition",
  "Deprecation",
  "ETag",
  "Link",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
  "Retry-After",
  "X-Request-Id",
].join(", ");
const methods = "GET, HEAD, POST, PUT, PATCH, DELETE";
/** Browsers ask again after that; the origins may have been changed meanwhile. */
const maxAgeSeconds = 600;
const headerNames = /^[\w-]{1,60}(?:\s*,\s*[\w-]{1,60}){0,39}$/;

/**
 * Lets pages of the listed origins use the API with a token (Fetch, section 3.3). Cookies never go along: no answer
 * allows credentials, and a request that brings no `Authorization` is told nothing, nor is the question before it that
 * does not name that header.
 *
 * @param listOrigins asked only where a token comes, or is to come, with an origin
 * @returns whether the answer is complete: it was the browser's question before the request
 */
export async function allowOrigin(
  req: IncomingMessage,
  res: ServerResponse,
  listOrigins: () => Promise<readonly string[]>,
): Promise<boolean> {
  const { origin, authorization } = req.headers;
  if (origin === undefined) return false;
  const isQuestion = req.method === "OPTIONS" && req.headers["access-control-request-method"] !== undefined;
  const asked = req.headers["access-control-request-headers"] ?? "";
  const bringsToken = isQuestion
    ? headerNames.test(asked) && /(?:^|[\s,])authorization(?:$|[\s,])/i.test(asked)
    : /^Bearer /i.test(authorization ?? "");
  if (!bringsToken || !(await listOrigins()).includes(origin)) return false;
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Expose-Headers", exposed);
  if (!isQuestion) return false;
  res.setHeader("Access-Control-Allow-Methods", methods);
  res.setHeader("Access-Control-Allow-Headers", asked);
  res.setHeader("Access-Control-Max-Age", String(maxAgeSeconds));
  res.setHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
  res.writeHead(204).end();
  return true;
}
