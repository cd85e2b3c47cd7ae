import { newUuid } from "@/lib/ids";
import { nobody } from "@/lib/viewer";
import { respondError } from "./endpoint";
import { countRequest, rateHeaders } from "./rate";

type Params = Record<string, string>;
type OpenHandler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

/**
 * A GET route beside pages and API that answers everyone alike, whoever asks: feeds, cards, maps of the site. Counted per
 * address; what is thrown is answered as the API answers it.
 */
export function openRoute(run: (request: Request, params: Params) => Promise<Response>): OpenHandler {
  return async (request, { params }) => {
    const requestId = request.headers.get("x-request-id") ?? newUuid();
    try {
      const address = request.headers.get("x-atelier-address") ?? "unknown";
      const rate = rateHeaders(await countRequest("other", nobody, address));
      const answer = await run(request, await params);
      for (const [name, value] of Object.entries(rate)) answer.headers.set(name, value);
      return answer;
    } catch (thrown) {
      return respondError(thrown, requestId);
    }
  };
}

/** An answer that changes with `etag` alone, or 304 for who has it already. */
export function taggedAnswer(
  request: Request,
  etag: string,
  body: BodyInit,
  headers: Record<string, string>,
): Response {
  const all = { "Cache-Control": "no-cache", ...headers, ETag: etag };
  const known =
    request.headers
      .get("if-none-match")
      ?.split(",")
      .map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  if (!known.includes(etag) && !known.includes("*")) return new Response(body, { headers: all });
  const { "Content-Type": _type, ...kept } = { "Content-Type": "", ...all };
  return new Response(null, { status: 304, headers: kept });
}
