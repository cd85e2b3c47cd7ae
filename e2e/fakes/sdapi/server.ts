import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import sharp from "sharp";
import { answerFault, type FaultKind } from "./faults";

export interface StandInOptions {
  port?: number;
  models?: string[];
  /** Milliseconds of one step; default 3. */
  stepMs?: number;
  /** Whether it tells how far it is, as look-alikes do not. */
  hasProgress?: boolean;
  /** Whether it can be asked by the name that a request gave itself, as AUTOMATIC1111 and Forge can and SD.Next cannot. */
  namesTasks?: boolean;
  /** What it wants to see in `Authorization`. */
  authorization?: string;
}

interface Work {
  id: string;
  task: string | null;
  step: number;
  steps: number;
  isInterrupted: boolean;
  image: Buffer;
}

type Body = Record<string, unknown>;

/** A server that speaks the API of AUTOMATIC1111 as its clients see it: one picture at a time, whoever asks. */
export class SdStandIn {
  /** What was asked for, without pictures. */
  readonly asked: Body[] = [];
  readonly paths: string[] = [];
  interrupts = 0;
  running: Work | null = null;
  /** Requests that wait for their turn. */
  waiting = 0;
  private readonly queued = new Set<string>();
  private readonly completed = new Set<string>();
  private line: Promise<unknown> = Promise.resolve();
  private server: Server | null = null;
  private readonly connections = new Set<Socket>();
  private faults: { path: RegExp; kind: FaultKind; times: number }[] = [];
  private stepAllowed = Number.POSITIVE_INFINITY;
  private released: (() => void)[] = [];
  private port = 0;

  private constructor(readonly options: StandInOptions) {}

  static async start(options: StandInOptions = {}): Promise<SdStandIn> {
    const standIn = new SdStandIn(options);
    await standIn.listen(options.port ?? 0);
    return standIn;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Answers the next requests to a path wrongly; `times` is for ever unless said. */
  fail(path: RegExp, kind: FaultKind, times = Number.POSITIVE_INFINITY): void {
    this.faults.push({ path, kind, times });
  }

  /** Work stops before this step until `release`. */
  holdAt(step: number): void {
    this.stepAllowed = step - 1;
  }

  release(): void {
    this.stepAllowed = Number.POSITIVE_INFINITY;
    for (const go of this.released.splice(0)) go();
  }

  /** Somebody else's picture, made at the server's own page. */
  occupy(): Promise<unknown> {
    return this.inLine({ prompt: "another's", width: 64, height: 64, steps: 4, seed: 1 });
  }

  /** As somebody at the server's own page does. */
  interruptByHand(): void {
    if (this.running) this.running.isInterrupted = true;
  }

  async die(): Promise<void> {
    if (this.running) this.running.isInterrupted = true;
    this.release();
    const closed = new Promise<void>((resolve) => {
      if (this.server) this.server.close(() => resolve());
      else resolve();
    });
    for (const socket of this.connections) socket.destroy();
    await closed;
    this.server = null;
  }

  comeBack(): Promise<void> {
    return this.listen(this.port);
  }

  private async listen(port: number): Promise<void> {
    const server = createServer((req, res) => void this.answer(req, res));
    server.on("connection", (socket) => {
      this.connections.add(socket);
      socket.once("close", () => this.connections.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname } = new URL(req.url ?? "/", this.address);
    const body = await bodyOf(req);
    this.paths.push(pathname);
    const { authorization } = this.options;
    if (authorization && req.headers.authorization !== authorization) {
      res.setHeader("WWW-Authenticate", "Basic");
      return json(res, { detail: "Incorrect username or password" }, 401);
    }
    const fault = this.faults.find(({ path, times }) => times > 0 && path.test(pathname));
    if (fault) {
      fault.times--;
      return answerFault(fault.kind, res);
    }
    const made = /^\/sdapi\/v1\/(txt2img|img2img)$/.exec(pathname);
    if (made && req.method === "POST") return this.make(made[1] === "img2img", JSON.parse(body), res);
    if (pathname === "/sdapi/v1/sd-models") return json(res, this.models.map(modelItem));
    if (pathname === "/sdapi/v1/samplers") return json(res, [{ name: "Euler a", aliases: ["k_euler_a"], options: {} }]);
    if (pathname === "/sdapi/v1/progress" && this.options.hasProgress !== false) return this.tell(res);
    if (pathname === "/internal/progress" && this.options.namesTasks !== false) {
      const { id_task } = JSON.parse(body);
      const active = this.running !== null && this.running.task === id_task;
      return json(res, { active, queued: this.queued.has(id_task), completed: this.completed.has(id_task) });
    }
    if (pathname === "/sdapi/v1/interrupt" && req.method === "POST") {
      this.interrupts++;
      if (this.running) this.running.isInterrupted = true;
      return json(res, {});
    }
    json(res, { detail: "Not Found" }, 404);
  }

  private get models(): string[] {
    return this.options.models ?? ["dreamshaper_8.safetensors", "xl/sd_xl_base_1.0.safetensors"];
  }

  private async make(isFromPicture: boolean, given: Body, res: ServerResponse): Promise<void> {
    const { init_images, ...rest } = given;
    this.asked.push({ ...rest, ...(init_images ? { init_images: "…" } : {}) });
    const fault = requestFault(given, isFromPicture);
    if (fault) return json(res, { detail: fault }, 422);
    const png = await this.inLine(given);
    if (!png) return json(res, { error: "RuntimeError", detail: "", body: "", errors: "gone" }, 500);
    json(res, { images: [png.toString("base64")], parameters: rest, info: "{}" });
  }

  /** One after the other, in the order they came. */
  private inLine(given: Body): Promise<Buffer | null> {
    this.waiting++;
    const task = String(given.force_task_id);
    this.queued.add(task);
    const mine = this.line.then(() => {
      this.waiting--;
      this.queued.delete(task);
      return this.work(given).finally(() => this.completed.add(task));
    });
    this.line = mine.catch(() => undefined);
    return mine;
  }

  private async work(given: Body): Promise<Buffer> {
    const { width, height, seed, prompt, steps = 20, force_task_id: task } = given;
    const [source] = Array.isArray(given.init_images) ? given.init_images : [];
    const ground = source ? Buffer.from(String(source), "base64") : null;
    const strength = ground ? Number(given.denoising_strength ?? 0.75) : 1;
    const key = createHash("sha256")
      .update(JSON.stringify([prompt, seed, given.cfg_scale]))
      .digest();
    const image = await picture({ width: Number(width), height: Number(height), key, ground, strength });
    const work: Work = {
      id: randomUUID(),
      task: typeof task === "string" ? task : null,
      ...{ step: 0, steps: Number(steps), isInterrupted: false, image },
    };
    this.running = work;
    for (let step = 1; step <= work.steps && !work.isInterrupted; step++) {
      await this.gate(step);
      await new Promise((resolve) => setTimeout(resolve, this.options.stepMs ?? 3));
      work.step = step;
    }
    this.running = null;
    return image;
  }

  private gate(step: number): Promise<void> {
    if (step <= this.stepAllowed) return Promise.resolve();
    return new Promise((resolve) => this.released.push(resolve));
  }

  /** Of whatever runs: the API knows no others. */
  private tell(res: ServerResponse): void {
    const { running } = this;
    // The real one imports its task's name once and tells none for ever after.
    const names = this.options.namesTasks === false ? { id: running?.id ?? "" } : { current_task: null };
    const state = {
      skipped: false,
      interrupted: running?.isInterrupted ?? false,
      job: running ? "scripts_txt2img" : "",
      job_count: running ? 1 : 0,
      job_timestamp: running?.id.slice(0, 14) ?? "0",
      job_no: 0,
      sampling_step: running?.step ?? 0,
      sampling_steps: running?.steps ?? 0,
    };
    json(res, {
      progress: running ? Math.min(1, 0.01 + running.step / running.steps) : 0,
      eta_relative: 0,
      state,
      current_image: running && running.step > 1 ? running.image.toString("base64") : null,
      textinfo: null,
      ...names,
    });
  }
}

/** What its validation says. */
function requestFault(given: Body, isFromPicture: boolean): unknown {
  const wrong = ["width", "height", "steps"].filter((field) => !Number.isInteger(given[field]));
  if (wrong.length > 0) return wrong.map((field) => ({ loc: ["body", field], msg: "value is not a valid integer" }));
  if (isFromPicture && !Array.isArray(given.init_images))
    return [{ loc: ["body", "init_images"], msg: "field required" }];
  return null;
}

/** A field of two colours that the request decides, over the picture that it starts from. */
async function picture(given: {
  width: number;
  height: number;
  key: Buffer;
  ground: Buffer | null;
  strength: number;
}): Promise<Buffer> {
  const { width, height, key, ground, strength } = given;
  const data = Buffer.alloc(16 * 16 * 4);
  for (let at = 0; at < 256; at++) {
    for (const c of [0, 1, 2]) data[at * 4 + c] = (key[c] * (255 - at) + key[3 + c] * at) / 255;
    data[at * 4 + 3] = strength * 255;
  }
  const field = sharp(data, { raw: { width: 16, height: 16, channels: 4 } }).resize(width, height, { fit: "fill" });
  const input = await field.png({ compressionLevel: 1 }).toBuffer();
  const below = ground
    ? sharp(ground).resize(width, height, { fit: "fill" })
    : sharp({ create: { width, height, channels: 3, background: "#000" } });
  return below.composite([{ input }]).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
}

/** A checkpoint as the list tells it, with its checksum behind the name. */
function modelItem(name: string) {
  const plain = name.replace(/\.\w+$/, "").replaceAll("/", "_");
  return { title: `${name} [6ce0161689]`, model_name: plain, hash: "6ce0161689", filename: `/models/${name}` };
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts).toString();
}

function json(res: ServerResponse, body: unknown, status = 200): void {
  res.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
