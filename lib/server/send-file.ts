import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage";
import { matchesTag, readRange } from "./range";

/** Files up to this size are read in one go: cheaper than a stream. */
const wholeMaxBytes = 256 * 1024;

/**
 * Answers with a stored file, or the part of it that was asked for; 304 when the client has it. The answer's ETag and
 * type are set already. A client that leaves ends the reading.
 *
 * @param bytes length of the file; null when it is not known
 * @throws AppError `not_found` when there is no such file
 */
export async function sendFile(
  req: IncomingMessage,
  res: ServerResponse,
  key: string,
  bytes: number | null,
): Promise<void> {
  if (isFresh(req, res)) return sendNotModified(res);
  if (bytes === null) return sendWhole(req, res, () => storage().read(key));
  res.setHeader("Accept-Ranges", "bytes");
  const range = req.method === "GET" && mayRange(req, res) ? readRange(req.headers.range, bytes) : "whole";
  if (range === "unsatisfiable") return sendUnsatisfiable(res, bytes);
  if (req.method === "HEAD") {
    if (!(await storage().exists(key))) throw new AppError("not_found");
    res.setHeader("Content-Length", bytes);
    res.end();
    return;
  }
  if (range === "whole" && bytes <= wholeMaxBytes) return sendWhole(req, res, () => storage().read(key));
  const opened = await storage().open(key, range === "whole" ? undefined : range);
  if (!opened) throw new AppError("not_found");
  const { start, end } = opened.range;
  if (range !== "whole") {
    res.statusCode = 206;
    res.setHeader("Content-Range", `bytes ${start}-${end}/${opened.bytes}`);
  }
  res.setHeader("Content-Length", end - start + 1);
  try {
    await pipeline(opened.stream, res);
  } catch (error) {
    // Nearly always the client has left; a disk that fails in the middle is worth a line.
    if (!isDeparture(error)) log.error({ err: error }, "a picture broke off");
  }
}

/** Answers with bytes that are made or read as a whole; null is a missing file. @throws AppError `not_found` */
export async function sendWhole(
  req: IncomingMessage,
  res: ServerResponse,
  make: () => Promise<Buffer | null>,
): Promise<void> {
  if (isFresh(req, res)) return sendNotModified(res);
  const content = await make();
  if (!content) throw new AppError("not_found");
  res.setHeader("Content-Length", content.length);
  res.end(req.method === "HEAD" ? undefined : content);
}

function isFresh(req: IncomingMessage, res: ServerResponse): boolean {
  const etag = res.getHeader("etag");
  return typeof etag === "string" && matchesTag(req.headers["if-none-match"], etag);
}

function sendNotModified(res: ServerResponse): void {
  res.removeHeader("Content-Type");
  res.removeHeader("Content-Disposition");
  res.statusCode = 304;
  res.end();
}

function sendUnsatisfiable(res: ServerResponse, bytes: number): void {
  res.removeHeader("Content-Type");
  res.removeHeader("Content-Disposition");
  res.statusCode = 416;
  res.setHeader("Content-Range", `bytes */${bytes}`);
  res.setHeader("Content-Length", 0);
  res.end();
}

/** A part counts only of the very bytes the client began with (If-Range; a date proves nothing here). */
function mayRange(req: IncomingMessage, res: ServerResponse): boolean {
  const begun = req.headers["if-range"];
  return begun === undefined || begun === res.getHeader("etag");
}

function isDeparture(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ERR_STREAM_PREMATURE_CLOSE" || error.code === "ECONNRESET" || error.code === "EPIPE";
}
