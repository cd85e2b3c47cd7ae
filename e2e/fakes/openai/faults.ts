import type { ServerResponse } from "node:http";
import { bombPng } from "../../pictures/make";
import { answerFault as answerPlainFault, faultKinds as plainKinds } from "../comfyui/faults";
import { type NamedError, namedErrors } from "./errors";
import { paint } from "./pictures";

/** What may come instead of a picture, beside what a proxy or the net does to any answer. */
const pictureFaults = [
  ...["stringError", "detailError", "noPictures", "noPicture", "notBase64", "htmlPicture", "bomb", "small"],
  ...["drip", "brokenStream", "unfinishedStream", "refusingStream", "plainHttp", "toHttps"],
] as const;
export type FaultKind =
  | (typeof plainKinds)[number]
  | NamedError
  | "stringError"
  | "detailError"
  | "noPictures"
  | "noPicture"
  | "notBase64"
  | "htmlPicture"
  | "bomb"
  | "small"
  | "drip"
  | "brokenStream"
  | "unfinishedStream"
  | "refusingStream"
  | "plainHttp"
  | "toHttps"
  /** The answer is the address of a picture. */
  | { url: string };

export const faultKinds: readonly string[] = [...plainKinds, ...Object.keys(namedErrors), ...pictureFaults];

/** Answers with the fault instead of the truth. */
export async function answerFault(kind: FaultKind, res: ServerResponse): Promise<void> {
  if (typeof kind === "object") return json(res, 200, { created: 1, data: [kind] });
  if (isNamed(kind)) {
    const { status, body, headers } = namedErrors[kind]();
    return json(res, status, body, headers);
  }
  switch (kind) {
    case "stringError":
      return json(res, 400, { error: "prompt too spicy for this backend" });
    case "detailError":
      return json(res, 422, {
        detail: [{ loc: ["body", "n"], msg: "Input should be less than 2", type: "less_than" }],
      });
    case "noPictures":
      return json(res, 200, { created: 1, data: [] });
    case "noPicture":
      return json(res, 200, { created: 1, data: [{ revised_prompt: "a sun" }] });
    case "notBase64":
      return json(res, 200, { created: 1, data: [{ b64_json: "§$%&/()=" }] });
    case "htmlPicture":
      return picture(res, Buffer.from("<!doctype html><h1>Sign in</h1>"));
    case "bomb":
      return picture(res, bombPng());
    case "small":
      return picture(res, paint(40, 40, "small"));
    case "drip":
      return drip(res);
    case "brokenStream":
    case "unfinishedStream":
    case "refusingStream":
      return stream(kind, res);
    case "plainHttp":
      res.writeHead(400, { "Content-Type": "text/html" });
      return void res.end("<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>");
    case "toHttps":
      res.writeHead(308, { Location: "https://127.0.0.1/v1/models" });
      return void res.end();
    default:
      return answerPlainFault(kind, res);
  }
}

function isNamed(kind: string): kind is NamedError {
  return Object.hasOwn(namedErrors, kind);
}

/** A byte now and then, for ever. */
function drip(res: ServerResponse): void {
  res.writeHead(200, { "Content-Type": "application/json" });
  const timer = setInterval(() => res.write(" "), 50);
  res.once("close", () => clearInterval(timer));
}

/** A partial picture, and then the end, a break or a refusal instead of the whole one. */
function stream(kind: "brokenStream" | "unfinishedStream" | "refusingStream", res: ServerResponse): void {
  res.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8" });
  const type = "image_generation.partial_image";
  const partial = { type, partial_image_index: 0, b64_json: paint(64, 64, "partial").toString("base64") };
  res.write(`event: ${type}\ndata: ${JSON.stringify(partial)}\n\n`);
  if (kind === "brokenStream") return void setTimeout(() => res.destroy(), 30);
  if (kind === "refusingStream") {
    const { error } = namedErrors.moderation().body;
    res.write(`event: error\ndata: ${JSON.stringify({ type: "error", error })}\n\n`);
  }
  res.end();
}

function picture(res: ServerResponse, bytes: Buffer): void {
  json(res, 200, { created: 1, data: [{ b64_json: bytes.toString("base64") }] });
}

export function json(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { "Content-Type": "application/json", "x-request-id": "req_0123456789", ...headers });
  res.end(JSON.stringify(body));
}
