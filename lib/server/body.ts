import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "@/lib/limits";

/** The most a body sent to this path may weigh, in bytes. */
export function bodyLimitBytes(path: string): number {
  return uploadPaths.has(path.replace(/\/+$/, "")) ? limits.uploadBodyMaxBytes : limits.bodyMaxBytes;
}

const uploadPaths = new Set(["/api/images/upload", "/v1/images/edits"]);

/** Whether the body is declared larger than `maxBytes`, known before any of it is read. */
export function declaresTooMuch(req: IncomingMessage, maxBytes: number): boolean {
  return Number(req.headers["content-length"] ?? 0) > maxBytes;
}

/**
 * Counts a body of undeclared length while it is read, and calls `onTooLarge` once when it passes `maxBytes`.
 * Whoever reads it gets nothing past that point, and an aborted request when the connection ends:
 * a cut body is never taken for a whole one.
 */
export function countBody(req: IncomingMessage, maxBytes: number, onTooLarge: () => void): void {
  if (req.headers["transfer-encoding"] === undefined) return;
  const push = req.push.bind(req);
  let seenBytes = 0;
  req.push = (chunk, encoding) => {
    if (chunk === null) return seenBytes > maxBytes ? false : push(null);
    const before = seenBytes;
    seenBytes += chunk.length;
    if (seenBytes <= maxBytes) return push(chunk, encoding);
    if (before <= maxBytes) onTooLarge();
    return true;
  };
}

/**
 * Ends an answer given before the body was read. Closing at once would reset the connection while the client still
 * sends, and the client would never see the answer: so what comes is thrown away for a moment first.
 */
export function endEarly(req: IncomingMessage, res: ServerResponse, body: string): void {
  res.setHeader("Connection", "close");
  res.setHeader("Content-Length", Buffer.byteLength(body));
  if (req.method === "HEAD") res.flushHeaders();
  else res.write(body);
  const finish = () => {
    clearTimeout(timer);
    req.off("end", finish);
    res.end();
  };
  const timer = setTimeout(finish, lingerMs);
  req.once("end", finish);
  res.once("close", () => clearTimeout(timer));
  req.resume();
}

const lingerMs = 1000;
