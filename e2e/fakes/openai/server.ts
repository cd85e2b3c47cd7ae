import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { ApiError, wrongKey } from "./errors";
import { answerFault, type FaultKind, json } from "./faults";
import { paint } from "./pictures";
import { type Accepted, readLoosely, readStrictly } from "./request";

export interface StandInOptions {
  port?: number;
  /** The only key that is taken; any when it is null. */
  key?: string | null;
  /** With the day on which each ends, as OpenAI tells it. */
  models?: { id: string; shutdown_date?: string | number | null }[];
  /** A server that only speaks like OpenAI: takes any field, streams nothing, answers addresses unless told otherwise. */
  isCompatible?: boolean;
  /** Whether partial pictures come when they are asked for. */
  streams?: boolean;
  /** Milliseconds between partial pictures. */
  stepMs?: number;
  prefix?: string;
}

/** A request for pictures as it came in, for tests that ask what was sent. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  accepted: Accepted | null;
}

const ownModels = [
  { id: "gpt-4.1-nano", shutdown_date: null },
  { id: "gpt-image-1.5", shutdown_date: "2099-12-01" },
  { id: "gpt-image-2.6-flare", shutdown_date: null },
  { id: "gpt-image-2.6-sunburst", shutdown_date: null },
  { id: "text-embedding-3-small", shutdown_date: null },
];

/** OpenAI's images API as its clients see it, on a free port of this machine, with its accidents at hand. */
export class OpenAiStandIn {
  readonly received: Received[] = [];
  /** Pictures that are being made. */
  open = 0;
  private server: Server | null = null;
  private readonly connections = new Set<Socket>();
  private faults: { path: RegExp; kind: FaultKind; times: number; after: number }[] = [];
  private isHeld = false;
  private released: (() => void)[] = [];
  private readonly files = new Map<string, Buffer>();
  private counter = 0;
  private port = 0;

  private constructor(readonly options: StandInOptions) {}

  static async start(options: StandInOptions = {}): Promise<OpenAiStandIn> {
    const standIn = new OpenAiStandIn(options);
    await standIn.listen(options.port ?? 0);
    return standIn;
  }

  /** Where its requests begin. */
  get address(): string {
    return `http://127.0.0.1:${this.port}${this.options.prefix ?? "/v1"}`;
  }

  get asked(): Accepted[] {
    return this.received.flatMap(({ accepted }) => accepted ?? []);
  }

  /** Answers requests to a path wrongly, after so many that go well; `times` is for ever unless said. */
  fail(path: RegExp, kind: FaultKind, times = Number.POSITIVE_INFINITY, after = 0): void {
    this.faults.push({ path, kind, times, after });
  }

  heal(): void {
    this.faults = [];
  }

  /** Pictures are not finished until `release`. */
  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    for (const go of this.released.splice(0)) go();
  }

  async die(): Promise<void> {
    this.release();
    const closed = new Promise<void>((resolve) => {
      if (this.server) this.server.close(() => resolve());
      else resolve();
    });
    for (const socket of this.connections) socket.destroy();
    await closed;
    this.server = null;
  }

  async comeBack(): Promise<void> {
    await this.listen(this.port);
  }

  /** Keeps a picture to be asked for by its address; answers its path. */
  keep(bytes: Buffer): string {
    const path = `/generated/${++this.counter}.png`;
    this.files.set(path, bytes);
    return path;
  }

  private async listen(port: number): Promise<void> {
    const server = createServer((req, res) => {
      this.hear(req, res).catch((error: unknown) => this.fail500(error, res));
    });
    server.on("connection", (socket) => {
      this.connections.add(socket);
      socket.once("close", () => this.connections.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    this.server = server;
    const bound: AddressInfo | string | null = server.address();
    if (bound !== null && typeof bound !== "string") this.port = bound.port;
  }

  private async hear(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(req.url ?? "/", "http://127.0.0.1").pathname;
    const received: Received = { method: req.method ?? "", path, headers: req.headers, accepted: null };
    this.received.push(received);
    const fault = this.nextFault(path);
    if (fault) {
      req.resume();
      return answerFault(fault, res);
    }
    const file = this.files.get(path);
    if (file) return void res.writeHead(200, { "Content-Type": "image/png" }).end(file);
    this.requireKey(req);
    const prefix = this.options.prefix ?? "/v1";
    if (req.method === "GET" && path === `${prefix}/models`) return this.listModels(res);
    const isImages = path === `${prefix}/images/generations` || path === `${prefix}/images/edits`;
    if (req.method !== "POST" || !isImages) {
      throw new ApiError(404, `Invalid URL (${req.method} ${path})`, null);
    }
    const names = this.models.map(({ id }) => id);
    const read = this.options.isCompatible ? readLoosely : readStrictly;
    received.accepted = await read(req, path, names);
    await this.make(received.accepted, res);
  }

  private get models(): { id: string; shutdown_date?: string | number | null }[] {
    return this.options.models ?? (this.options.isCompatible ? [{ id: "sd-cpp-local" }] : ownModels);
  }

  private requireKey({ headers }: IncomingMessage): void {
    const { key = "sk-test-0123456789abcdef" } = this.options;
    if (key === null || this.options.isCompatible) return;
    const given = /^Bearer (.*)$/.exec(headers.authorization ?? "")?.[1] ?? "";
    if (given === "") {
      throw new ApiError(401, "You didn't provide an API key. You need to provide your API key.", null);
    }
    if (given !== key) throw wrongKey(given);
  }

  private listModels(res: ServerResponse): void {
    const described = { object: "model", created: 1_790_000_000, owned_by: "system" };
    json(res, 200, { object: "list", data: this.models.map((model) => ({ ...model, ...described })) });
  }

  private async make(accepted: Accepted, res: ServerResponse): Promise<void> {
    this.open += 1;
    const gone = new Promise<void>((resolve) => res.once("close", resolve));
    try {
      if (accepted.partials !== null && this.options.streams !== false) await this.stream(accepted, res, gone);
      else await this.answer(accepted, res, gone);
    } finally {
      this.open -= 1;
    }
  }

  private async answer(accepted: Accepted, res: ServerResponse, gone: Promise<void>): Promise<void> {
    await this.gate(gone);
    const pictures = Array.from({ length: accepted.n }, () => this.picture(accepted));
    const { quality } = accepted;
    const size = `${accepted.width}x${accepted.height}`;
    const told = this.options.isCompatible ? {} : { background: "opaque", output_format: "png", quality, size, usage };
    json(res, 200, { created: 1_790_000_000, ...told, data: pictures.map((bytes) => this.told(accepted, bytes)) });
  }

  /** In base64, or as an address under our own host. */
  private told({ responseFormat }: Accepted, bytes: Buffer): object {
    if (responseFormat === "b64_json") return { b64_json: bytes.toString("base64") };
    return { url: new URL(this.keep(bytes), this.address).href };
  }

  private async stream(accepted: Accepted, res: ServerResponse, gone: Promise<void>): Promise<void> {
    res.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-cache" });
    const { kind, width, height, quality } = accepted;
    const about = { created_at: 1_790_000_000, size: `${width}x${height}`, quality, background: "opaque" };
    const send = (type: string, event: object) =>
      res.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...about, output_format: "png", ...event })}\n\n`);
    for (let index = 0; index < (accepted.partials ?? 0); index++) {
      await Promise.race([new Promise((resolve) => setTimeout(resolve, this.options.stepMs ?? 1)), gone]);
      const bytes = paint(Math.ceil(width / 8), Math.ceil(height / 8), `${accepted.prompt} ${index}`);
      send(`${kind}.partial_image`, { partial_image_index: index, b64_json: bytes.toString("base64") });
    }
    await this.gate(gone);
    send(`${kind}.completed`, { b64_json: this.picture(accepted).toString("base64"), usage });
    res.end();
  }

  /** Another one each time: there are no seeds. */
  private picture({ width, height, prompt, images }: Accepted): Buffer {
    return paint(width, height, `${prompt} ${images.length} ${++this.counter}`);
  }

  private async gate(gone: Promise<void>): Promise<void> {
    if (this.isHeld) await Promise.race([new Promise<void>((resolve) => this.released.push(resolve)), gone]);
  }

  private fail500(error: unknown, res: ServerResponse): void {
    if (res.headersSent) return void res.destroy();
    const told = error instanceof ApiError ? error : new ApiError(500, String(error), null, null, "server_error");
    const body = this.options.isCompatible ? { error: told.message } : told.body;
    json(res, told.status, body, told.headers);
  }

  private nextFault(path: string): FaultKind | null {
    const fault = this.faults.find((one) => one.times > 0 && one.path.test(path));
    if (!fault) return null;
    if (fault.after > 0) {
      fault.after--;
      return null;
    }
    fault.times--;
    return fault.kind;
  }
}

const usage = {
  input_tokens: 20,
  input_tokens_details: { image_tokens: 0, text_tokens: 20 },
  output_tokens: 1056,
  total_tokens: 1076,
};
