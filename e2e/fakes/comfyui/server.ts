import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { answerFault, type FaultKind } from "./faults";
import { Files } from "./files";
import { nodeClasses } from "./nodes";
import { Queue } from "./queue";
import { answer, type Site, uploadMaxBytes } from "./routes";
import { Sockets } from "./sockets";

export interface StandInOptions {
  port?: number;
  version?: string;
  checkpoints?: string[];
  /** Milliseconds of one sampler step; default 3. */
  stepMs?: number;
  /** Milliseconds that the history comes after the word of success; default 0. */
  historyLagMs?: number;
  previews?: boolean;
  /** Classes of nodes that this installation lacks. */
  without?: string[];
  /** What a proxy in front wants to see in `Authorization`. */
  authorization?: string;
  /** A path that a proxy in front puts before every address, such as `/comfy`. */
  prefix?: string;
  /** As before September 2025: ids are the server's own, and every interrupt stops whatever runs. */
  isOld?: boolean;
}

/** A request as it came in, for tests that ask what was sent. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
}

/** A ComfyUI server as its clients see it, on a free port of this machine, with its accidents at hand. */
export class ComfyStandIn {
  readonly files = new Files();
  readonly received: Received[] = [];
  /** Set while running to work without a word. */
  isSilent = false;
  private server: Server | null = null;
  private queue: Queue;
  private sockets: Sockets;
  private readonly connections = new Set<Socket>();
  private faults: { path: RegExp; kind: FaultKind; times: number }[] = [];
  private stepAllowed = Number.POSITIVE_INFINITY;
  private released: (() => void)[] = [];
  private counter = 0;
  private port = 0;

  private constructor(readonly options: StandInOptions) {
    [this.queue, this.sockets] = this.newProcess();
  }

  static async start(options: StandInOptions = {}): Promise<ComfyStandIn> {
    const standIn = new ComfyStandIn(options);
    await standIn.listen(options.port ?? 0);
    return standIn;
  }

  /** Where it is reached, the proxy's path included. */
  get address(): string {
    return `http://127.0.0.1:${this.port}${this.options.prefix ?? ""}`;
  }

  get promptsRunning(): string | null {
    return this.queue.running?.[1] ?? null;
  }

  get promptsPending(): string[] {
    return this.queue.pending.map((entry) => entry[1]);
  }

  get history(): Queue["history"] {
    return this.queue.history;
  }

  /** Answers the next requests to a path wrongly; `times` is for ever unless said. */
  fail(path: RegExp, kind: FaultKind, times = Number.POSITIVE_INFINITY): void {
    this.faults.push({ path, kind, times });
  }

  heal(): void {
    this.faults = [];
  }

  /** Samplers stop before this step until `release`. */
  holdAt(step: number): void {
    this.stepAllowed = step - 1;
  }

  release(): void {
    this.stepAllowed = Number.POSITIVE_INFINITY;
    for (const go of this.released.splice(0)) go();
  }

  /** Takes a waiting job out of line, as someone at its own page may. */
  deleteSilently(promptId: string): void {
    this.queue.delete(promptId);
  }

  /** Stops the job that runs, as someone at its own page may. */
  interruptByHand(): void {
    this.queue.interrupt(undefined);
  }

  /** Puts a job of someone else in line; it runs until `release` when samplers are held. */
  occupy(seed = 1, number = this.counter++): string {
    const promptId = randomUUID();
    const latent = { class_type: "EmptyLatentImage", inputs: { width: 64, height: 64, batch_size: 1 } };
    const words = { class_type: "CLIPTextEncode", inputs: { text: "another's", clip: ["1", 1] } };
    const loader = { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: this.checkpoints[0] } };
    const sampler = {
      class_type: "KSampler",
      inputs: {
        ...{ model: ["1", 0], positive: ["2", 0], negative: ["2", 0], latent_image: ["3", 0] },
        ...{ seed, steps: 4, cfg: 7, sampler_name: "euler", scheduler: "normal", denoise: 1 },
      },
    };
    const decode = { class_type: "VAEDecode", inputs: { samples: ["4", 0], vae: ["1", 2] } };
    const save = { class_type: "SaveImage", inputs: { images: ["5", 0], filename_prefix: "other" } };
    const graph = { 1: loader, 2: words, 3: latent, 4: sampler, 5: decode, 6: save };
    this.queue.put([number, promptId, graph, { client_id: "another" }, ["6"]]);
    return promptId;
  }

  /** Breaks every socket while the work goes on. */
  dropSockets(): void {
    this.sockets.drop();
  }

  /** Dies and comes back after `downMs`: queue, history, cache and temporary files are gone. */
  async restart(downMs = 0): Promise<void> {
    await this.die();
    await new Promise((resolve) => setTimeout(resolve, downMs));
    await this.comeBack();
  }

  async die(): Promise<void> {
    this.queue.kill();
    this.release();
    const closed = new Promise<void>((resolve) => {
      if (this.server) this.server.close(() => resolve());
      else resolve();
    });
    this.sockets.drop();
    for (const socket of this.connections) socket.destroy();
    await closed;
    this.server = null;
    this.files.clearTemporary();
  }

  async comeBack(): Promise<void> {
    [this.queue, this.sockets] = this.newProcess();
    await this.listen(this.port);
  }

  private get checkpoints(): string[] {
    return this.options.checkpoints ?? ["dreamshaper_8.safetensors", "sd_xl_base_1.0.safetensors"];
  }

  private newProcess(): [Queue, Sockets] {
    const { options } = this;
    const sockets: Sockets = new Sockets(
      () => queue.remaining,
      (clientId) => (queue.running?.[3].client_id === clientId ? "1" : null),
      { uploadMaxBytes, isOld: options.isOld ?? false },
    );
    const queue: Queue = new Queue(
      {
        classes: () => this.classes(),
        load: (name) => this.files.load(name) ?? Buffer.alloc(0),
        save: (type, prefix, bytes) => this.files.save(type, prefix, bytes),
        stepMs: () => options.stepMs ?? 3,
        historyLagMs: () => options.historyLagMs ?? 0,
        previews: () => options.previews ?? true,
        isSilent: () => this.isSilent,
        gate: (step) => this.gate(step),
      },
      sockets,
    );
    return [queue, sockets];
  }

  private classes() {
    const all = nodeClasses(this.checkpoints, () => this.files.loadable());
    return Object.fromEntries(Object.entries(all).filter(([name]) => !this.options.without?.includes(name)));
  }

  private gate(step: number): Promise<void> {
    if (step <= this.stepAllowed) return Promise.resolve();
    return new Promise((resolve) => this.released.push(resolve));
  }

  private site(): Site {
    return {
      files: this.files,
      queue: () => this.queue,
      classes: () => this.classes(),
      checkpoints: this.checkpoints,
      version: this.options.version ?? "0.3.64",
      isOld: this.options.isOld ?? false,
      nextNumber: () => this.counter++,
      newId: randomUUID,
    };
  }

  private async listen(port: number): Promise<void> {
    const server = createServer((req, res) => void this.hear(req, res));
    server.on("connection", (socket) => {
      this.connections.add(socket);
      socket.on("close", () => this.connections.delete(socket));
    });
    server.on("upgrade", (req, socket, head) => {
      const url = this.urlOf(req);
      const status = url?.pathname.replace(/^\/api/, "") === "/ws" ? this.refusal(req) : 404;
      const fault = this.nextFault("/ws");
      if (fault === "hang") return;
      if (status !== null || fault || !url) {
        socket.end(`HTTP/1.1 ${fault ? 502 : status} No\r\nConnection: close\r\n\r\n`);
        return;
      }
      this.sockets.accept(req, socket, head, url.searchParams.get("clientId") || randomUUID().replaceAll("-", ""));
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
    const url = this.urlOf(req);
    const path = url?.pathname ?? "";
    this.received.push({ method: req.method ?? "", path, headers: req.headers });
    const refused = this.refusal(req);
    if (refused !== null || !url) return void res.writeHead(refused ?? 404).end();
    const fault = this.nextFault(path);
    if (fault && fault !== "answerLost") {
      req.resume();
      return answerFault(fault, res);
    }
    // The request is obeyed, and the connection breaks before anything comes back.
    const sink = fault ? new ServerResponse(req) : res;
    await answer({ site: this.site(), url, req, res: sink });
    if (fault) await answerFault(fault, res);
  }

  /** The address without the proxy's path; null for one outside of it. */
  private urlOf(req: IncomingMessage): URL | null {
    const prefix = this.options.prefix ?? "";
    const given = req.url ?? "/";
    return given.startsWith(`${prefix}/`) ? new URL(given.slice(prefix.length), "http://127.0.0.1") : null;
  }

  private refusal(req: IncomingMessage): number | null {
    const { origin, host, authorization } = req.headers;
    if (this.options.authorization !== undefined && authorization !== this.options.authorization) return 401;
    return origin !== undefined && new URL(origin).host !== host ? 403 : null;
  }

  private nextFault(path: string): FaultKind | null {
    const fault = this.faults.find((one) => one.times > 0 && one.path.test(path));
    if (!fault) return null;
    fault.times--;
    return fault.kind;
  }
}
