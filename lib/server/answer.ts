import type { IncomingMessage, ServerResponse } from "node:http";
import { toAppError } from "@/lib/errors";
import { errorAnswer } from "@/lib/http/error-answer";
import { log } from "@/lib/log";

/** Answers a thrown value as JSON. Bugs and outages are logged with their cause, never shown. */
export function answerError(req: IncomingMessage, res: ServerResponse, thrown: unknown, requestId: string): void {
  if (res.headersSent || res.writableEnded) {
    res.destroy();
    return;
  }
  const body = startError(res, thrown, requestId);
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(req.method === "HEAD" ? undefined : body);
}

/** Sets status and headers of an error and gives its body; for answers that end in a way of their own. */
export function startError(res: ServerResponse, thrown: unknown, requestId: string): string {
  const error = toAppError(thrown);
  if (error.status >= 500) log.error({ request_id: requestId, code: error.code, err: thrown }, "request failed");
  const answer = errorAnswer(error, requestId, res.req.url ?? "");
  res.statusCode = answer.status;
  for (const name of aboutContent) res.removeHeader(name);
  for (const [name, value] of Object.entries(answer.headers)) res.setHeader(name, value);
  res.setHeader("Content-Type", "application/json; charset=utf-8");
  res.setHeader("Cache-Control", "private, no-store");
  res.setHeader("X-Request-Id", requestId);
  return JSON.stringify(answer.body);
}

/** What was said of the content that could not be given. */
const aboutContent = ["ETag", "Content-Disposition", "Accept-Ranges", "Content-Range", "Vary"];
