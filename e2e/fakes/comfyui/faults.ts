import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { bombPng } from "../../pictures/make";

/** What a server, a proxy in front of it or the net may do to one answer. */
export const faultKinds = [
  "html",
  "error500",
  "unauthorized",
  "redirect",
  "garbage",
  "huge",
  "endless",
  "empty",
  "hang",
  "reset",
  "truncated",
  "answerLost",
] as const;
export type FaultKind = (typeof faultKinds)[number];

const page = "<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>";

/** Answers with the fault instead of the truth. */
export async function answerFault(kind: FaultKind, res: ServerResponse): Promise<void> {
  switch (kind) {
    case "html":
      return end(res, 200, "text/html; charset=utf-8", page);
    case "error500":
      return end(res, 500, "text/plain", "500 Internal Server Error\n\nServer got itself in trouble");
    case "unauthorized":
      return end(res, 401, "text/html", "<h1>401 Authorization Required</h1>");
    case "redirect":
      res.setHeader("Location", "https://login.example.test/");
      return end(res, 302, "text/html", "");
    case "garbage":
      return end(res, 200, "image/png", Buffer.from("this is no picture, whatever it is called"));
    case "huge":
      return end(res, 200, "image/png", bombPng());
    case "empty":
      return end(res, 200, "image/png", "");
    case "truncated":
      res.writeHead(200, { "Content-Type": "image/png", "Content-Length": "5000" });
      res.write(Buffer.alloc(100));
      return void setTimeout(() => res.destroy(), 20);
    case "answerLost":
    case "reset":
      return void res.destroy();
    case "hang":
      return;
    case "endless":
      return pour(res);
  }
}

/** Bytes without end, until the other side has enough. */
async function pour(res: ServerResponse): Promise<void> {
  res.writeHead(200, { "Content-Type": "image/png" });
  const megabyte = Buffer.alloc(1024 * 1024, 1);
  while (!res.destroyed) {
    if (!res.write(megabyte)) await Promise.race([once(res, "drain"), once(res, "close")]);
  }
}

function end(res: ServerResponse, status: number, type: string, body: string | Buffer): void {
  res.writeHead(status, { "Content-Type": type });
  res.end(body);
}
