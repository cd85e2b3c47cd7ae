import type { ServerResponse } from "node:http";
import { plainPng } from "../../pictures/make";
import { answerFault as answerPlainFault } from "../comfyui/faults";

/** What these servers, a proxy in front of them or the net may do to one answer. */
export const faultKinds = [
  "html",
  "unauthorized",
  "redirect",
  "huge",
  "endless",
  "hang",
  "reset",
  "truncated",
  "missing",
  "unprocessable",
  "noSampler",
  "pageError",
  "jsonError",
  "outOfMemory",
  "noPicture",
  "garbage",
  "notBase64",
  "bomb",
  "wrongSize",
  "drip",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Answers with the fault instead of the truth. */
export async function answerFault(kind: FaultKind, res: ServerResponse): Promise<void> {
  switch (kind) {
    case "missing":
      return json(res, 404, { detail: "Not Found" });
    case "noSampler":
      return json(res, 404, { detail: "Sampler not found" });
    case "unprocessable":
      return json(res, 422, { detail: [{ loc: ["body", "steps"], msg: "value is not a valid integer" }] });
    case "jsonError":
      return json(res, 500, { error: "RuntimeError", detail: "", body: "", errors: "mat1 and mat2 shapes differ" });
    case "outOfMemory":
      return json(res, 500, { error: "OutOfMemoryError", detail: "", body: "", errors: "CUDA out of memory." });
    case "pageError":
      res.writeHead(500, { "Content-Type": "text/html" }).end("<h1>Internal Server Error</h1>");
      return;
    case "noPicture":
      return json(res, 200, { images: [], parameters: {}, info: "{}" });
    case "garbage":
      return picture(res, Buffer.from("this is no picture, whatever it is called").toString("base64"));
    case "notBase64":
      return picture(res, "<img src=x>");
    case "bomb":
      return picture(res, plainPng(9000, 9000).toString("base64"));
    case "wrongSize":
      return picture(res, plainPng(64, 64).toString("base64"));
    case "drip":
      return drip(res);
    case "huge":
      return answerPlainFault("endless", res);
    default:
      return answerPlainFault(kind, res);
  }
}

/** A byte now and then, for ever. */
function drip(res: ServerResponse): void {
  res.writeHead(200, { "Content-Type": "application/json" });
  const dripping = setInterval(() => res.write(" "), 50);
  res.once("close", () => clearInterval(dripping));
}

function picture(res: ServerResponse, image: string): void {
  json(res, 200, { images: [image], parameters: {}, info: "{}" });
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
