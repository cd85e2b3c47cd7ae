import type { IncomingMessage, ServerResponse } from "node:http";
import { refusals } from "@/lib/refusals";

/** What the framework says of an action that is nowhere. */
const words = "Server action not found.";
const headers = {
  "Content-Type": "text/plain",
  "Content-Length": Buffer.byteLength(words),
  "X-Nextjs-Action-Not-Found": "1",
};

/**
 * Answers an action that is not there for who asks just as the framework answers one that is nowhere. So nobody learns
 * which there are; the status is 404 also where the framework passes the request on to another page and forgets the
 * status; and no page comes along that would take the place of a form whose sender was signed out while typing.
 */
export function hideRefused(req: IncomingMessage, res: ServerResponse, requestId: string): void {
  const isRefused = () => refusals().has(requestId);
  res.once("close", () => refusals().delete(requestId));
  if (req.headers["next-action"] === undefined) return;
  const { writeHead, write, end } = res;
  res.writeHead = (...given: unknown[]) => {
    if (!isRefused()) return Reflect.apply(writeHead, res, given);
    res.removeHeader("Content-Encoding");
    res.setHeaders(new Map(Object.entries(headers)));
    return Reflect.apply(writeHead, res, [404]);
  };
  res.write = (...given: unknown[]) => isRefused() || Reflect.apply(write, res, given);
  res.end = (...given: unknown[]) => Reflect.apply(end, res, isRefused() ? [words] : given);
}
