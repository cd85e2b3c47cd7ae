import type { IncomingMessage, ServerResponse } from "node:http";
import type { Files } from "./files";
import type { Graph, NodeClass } from "./nodes";
import type { Queue } from "./queue";
import { validate } from "./validate";

export const uploadMaxBytes = 104_857_600;

/** What the routes stand on. */
export interface Site {
  files: Files;
  queue(): Queue;
  classes(): Record<string, NodeClass>;
  checkpoints: string[];
  version: string;
  /** Servers before September 2025 choose the id themselves and interrupt whatever runs. */
  isOld: boolean;
  nextNumber(): number;
  newId(): string;
}

interface Call {
  site: Site;
  url: URL;
  req: IncomingMessage;
  res: ServerResponse;
}

type Route = (call: Call, argument: string) => Promise<void> | void;

const routes: [method: string, path: RegExp, run: Route][] = [
  ["GET", /^\/system_stats$/, systemStats],
  ["GET", /^\/features$/, ({ res }) => json(res, { supports_preview_metadata: true, max_upload_size: uploadMaxBytes })],
  ["GET", /^\/prompt$/, ({ site, res }) => json(res, { exec_info: { queue_remaining: site.queue().remaining } })],
  ["POST", /^\/prompt$/, postPrompt],
  ["GET", /^\/queue$/, getQueue],
  ["POST", /^\/queue$/, changeQueue],
  ["POST", /^\/interrupt$/, interrupt],
  ["GET", /^\/history$/, ({ site, res }) => json(res, Object.fromEntries(site.queue().history))],
  ["GET", /^\/history\/([^/]+)$/, getHistory],
  ["POST", /^\/history$/, changeHistory],
  ["POST", /^\/upload\/image$/, uploadImage],
  ["GET", /^\/view$/, view],
  ["GET", /^\/object_info$/, ({ site, res }) => json(res, infoOf(site.classes(), Object.keys(site.classes())))],
  ["GET", /^\/object_info\/([^/]+)$/, ({ site, res }, name) => json(res, infoOf(site.classes(), [name]))],
  ["GET", /^\/models\/([^/]+)$/, models],
];

/** Answers one request as the real server does; every route also exists under `/api`. */
export async function answer(call: Call): Promise<void> {
  const path = call.url.pathname.replace(/^\/api(?=\/)/, "");
  for (const [method, pattern, run] of routes) {
    const match = pattern.exec(path);
    if (!match || method !== call.req.method) continue;
    try {
      await run(call, decodeURIComponent(match[1] ?? ""));
    } catch {
      text(call.res, 500, "500 Internal Server Error\n\nServer got itself in trouble");
    }
    return;
  }
  text(call.res, 404, "404: Not Found");
}

function systemStats({ site, res }: Call): void {
  json(res, {
    system: {
      os: "posix",
      comfyui_version: site.version,
      python_version: "3.12.3",
      pytorch_version: "2.8.0+cpu",
      argv: [],
    },
    devices: [{ name: "cpu", type: "cpu", index: null, vram_total: 16_000_000_000, vram_free: 12_000_000_000 }],
  });
}

async function postPrompt({ site, req, res }: Call): Promise<void> {
  const given = JSON.parse((await bodyOf(req)).toString());
  if (!("prompt" in given)) {
    const error = { type: "no_prompt", message: "No prompt provided", details: "No prompt provided", extra_info: {} };
    return json(res, { error, node_errors: {} }, 400);
  }
  const graph: Graph = given.prompt;
  const number = site.nextNumber() * (given.front === true ? -1 : 1);
  // A workflow in the editor's format has lists where nodes should be; the real one stumbles over it with a 500.
  if (Object.values(graph).some((node) => Array.isArray(node))) throw new TypeError("list indices must be integers");
  const verdict = validate(graph, site.classes());
  if (verdict.error) return json(res, { error: verdict.error, node_errors: verdict.node_errors }, 400);
  const promptId = site.isOld ? site.newId() : String(given.prompt_id ?? site.newId());
  const extra = { ...given.extra_data, ...(given.client_id === undefined ? {} : { client_id: given.client_id }) };
  site.queue().put([number, promptId, graph, extra, verdict.outputs]);
  json(res, { prompt_id: promptId, number, node_errors: verdict.node_errors });
}

function getQueue({ site, res }: Call): void {
  const { running, pending } = site.queue();
  json(res, { queue_running: running ? [running] : [], queue_pending: pending });
}

async function changeQueue({ site, req, res }: Call): Promise<void> {
  const given = JSON.parse((await bodyOf(req)).toString());
  const ids: string[] = given.clear === true ? site.queue().pending.map((entry) => entry[1]) : (given.delete ?? []);
  for (const id of ids) site.queue().delete(id);
  res.writeHead(200).end();
}

async function interrupt({ site, req, res }: Call): Promise<void> {
  const body = (await bodyOf(req)).toString();
  const promptId: string | undefined = body === "" || site.isOld ? undefined : JSON.parse(body).prompt_id;
  site.queue().interrupt(promptId);
  res.writeHead(200).end();
}

function getHistory({ site, res }: Call, id: string): void {
  const entry = site.queue().history.get(id);
  json(res, entry ? { [id]: entry } : {});
}

async function changeHistory({ site, req, res }: Call): Promise<void> {
  const given = JSON.parse((await bodyOf(req)).toString());
  const { history } = site.queue();
  if (given.clear === true) history.clear();
  for (const id of given.delete ?? []) history.delete(id);
  res.writeHead(200).end();
}

async function uploadImage({ site, req, res }: Call): Promise<void> {
  const body = await bodyOf(req);
  if (body.length > uploadMaxBytes) return text(res, 413, "Maximum request body size exceeded");
  const headers = { "content-type": req.headers["content-type"] ?? "" };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const image = form.get("image");
  const subfolder = String(form.get("subfolder") ?? "");
  const type = String(form.get("type") ?? "input");
  if (!(image instanceof File) || image.name.includes("..") || subfolder.split("/").includes("..")) {
    return void res.writeHead(400).end();
  }
  if (type !== "input" && type !== "temp" && type !== "output") return void res.writeHead(400).end();
  const overwrite = ["true", "1"].includes(String(form.get("overwrite")));
  const bytes = Buffer.from(await image.arrayBuffer());
  json(res, { name: site.files.upload(image.name, subfolder, type, bytes, overwrite), subfolder, type });
}

function view({ site, url, res }: Call): void {
  const filename = url.searchParams.get("filename") ?? "";
  if (filename === "" || filename.startsWith("/") || filename.includes("..")) return void res.writeHead(400).end();
  const subfolder = url.searchParams.get("subfolder") ?? "";
  if (subfolder.split("/").includes("..")) return void res.writeHead(403).end();
  const bytes = site.files.get({ filename, subfolder, type: url.searchParams.get("type") ?? "output" });
  if (!bytes) return void res.writeHead(404).end();
  res.writeHead(200, { "Content-Type": "image/png", "Content-Disposition": `filename="${filename}"` }).end(bytes);
}

function models({ site, res }: Call, folder: string): void {
  const known = ["checkpoints", "loras", "vae", "controlnet", "upscale_models"];
  if (known.includes(folder)) json(res, folder === "checkpoints" ? site.checkpoints : []);
  else res.writeHead(404).end();
}

function infoOf(classes: Record<string, NodeClass>, names: string[]): Record<string, unknown> {
  const known = names.filter((name) => Object.hasOwn(classes, name));
  return Object.fromEntries(
    known.map((name) => {
      const { required, optional, returns, isOutput } = classes[name];
      const input = { required, ...(optional ? { optional } : {}) };
      return [
        name,
        { input, output: returns, name, display_name: name, category: "test", output_node: isOutput ?? false },
      ];
    }),
  );
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts);
}

function json(res: ServerResponse, body: unknown, status = 200): void {
  res.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

function text(res: ServerResponse, status: number, words: string): void {
  res.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(words);
}
