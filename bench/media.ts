/**
 * How fast pictures are served, beside a bare file server that knows nothing of rights, over the same files in the
 * same run. Prints a markdown table. `node --import tsx bench/media.ts [seconds]`
 */
import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, mkdtempSync, rmSync, stat } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";

const pictures = 24;
const connections = 24;
const turns = 3;
/** As large as a 640-pixel WebP and a full picture of two megapixels are. */
const sizes = { "640": 40 * 1024, full: 700 * 1024 };

async function main(): Promise<void> {
  const [mode, ...rest] = process.argv.slice(2);
  if (mode === "serve-files") return serveFiles(rest[0]);
  if (mode === "serve-media") return serveMedia();
  const seconds = Number(mode ?? 6);
  const folder = mkdtempSync(path.join(tmpdir(), "atelier-bench-"));
  const database = await startDatabase(folder);
  const environment = { DATABASE_URL: database.url("atelier_bench"), DATA_DIR: path.join(folder, "data") };
  try {
    await compare(environment, seconds);
  } finally {
    await database.stop(2000);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(environment: { DATABASE_URL: string; DATA_DIR: string }, seconds: number): Promise<void> {
  const media = await launch(["serve-media"], environment);
  const files = await launch(["serve-files", path.join(environment.DATA_DIR, "images")], environment);
  console.log(
    "| what | file server, requests/s | Atelier, requests/s | share | file server, µs each | Atelier, µs each |",
  );
  console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
  try {
    for (const [what, bare, ours] of rounds(media.paths)) {
      await measure(media, ours, 1);
      const [ofFiles, ofMedia] = [new Sum(), new Sum()];
      // By turns, so that a busy neighbour slows both.
      for (let turn = 0; turn < turns; turn++) {
        ofFiles.add(await measure(files, bare, seconds / turns));
        ofMedia.add(await measure(media, ours, seconds / turns));
      }
      const share = ofMedia.perSecond / ofFiles.perSecond;
      const rates = [ofFiles.perSecond, ofMedia.perSecond].map((rate) => rate.toFixed(0));
      const costs = [ofFiles.costUs, ofMedia.costUs].map((cost) => cost.toFixed(0));
      console.log(`| ${[what, ...rates, share.toFixed(2), ...costs].join(" | ")} |`);
    }
    console.log(`\nLongest stall of Atelier's event loop: ${(await ask(media.child)).stallMs} ms.`);
  } finally {
    media.child.kill();
    files.child.kill();
  }
}

interface Paths {
  /** Variant → path at the bare server and at ours. */
  [variant: string]: { bare: string; ours: string }[];
}

function rounds(paths: Paths): [string, autocannon.Request[], autocannon.Request[]][] {
  const of = (variant: string, headers = {}) => ({
    bare: paths[variant].map(({ bare }) => ({ path: bare })),
    ours: paths[variant].map(({ ours }) => ({ path: ours, headers })),
  });
  const small = of("640");
  const asGuest = of("640", { cookie: "theme=dark; atl_guest=not-a-guest" });
  const large = of("full");
  return [
    ["640-pixel pictures, 40 KiB", small.bare, small.ours],
    ["the same with a cookie", asGuest.bare, asGuest.ours],
    ["full pictures, 700 KiB", large.bare, large.ours],
  ];
}

interface Measured {
  requests: number;
  seconds: number;
  /** Processor time the server used. */
  usedUs: number;
}

class Sum {
  private readonly of: Measured = { requests: 0, seconds: 0, usedUs: 0 };

  add({ requests, seconds, usedUs }: Measured): void {
    this.of.requests += requests;
    this.of.seconds += seconds;
    this.of.usedUs += usedUs;
  }

  get perSecond(): number {
    return this.of.requests / this.of.seconds;
  }

  get costUs(): number {
    return this.of.usedUs / this.of.requests;
  }
}

async function measure({ child, port }: Launched, requests: autocannon.Request[], seconds: number): Promise<Measured> {
  const before = await ask(child);
  const result = await autocannon({ url: `http://127.0.0.1:${port}`, connections, duration: seconds, requests });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  const after = await ask(child);
  return { requests: result.requests.total, seconds: result.duration, usedUs: after.usedUs - before.usedUs };
}

async function startDatabase(folder: string) {
  const { startDatabase: start } = await import("../scripts/database.mjs");
  const { ensureDatabaseProgram } = await import("../scripts/database-program.mjs");
  return start({ folder, program: await ensureDatabaseProgram() });
}

interface Launched {
  child: ChildProcess;
  port: number;
  paths: Paths;
}

function launch(args: string[], environment: Record<string, string>): Promise<Launched> {
  const env: NodeJS.ProcessEnv = { ...process.env, LOG_LEVEL: "warn", NODE_ENV: "production", ...environment };
  const child = fork(fileURLToPath(import.meta.url), args, { env });
  return new Promise((resolve, reject) => {
    child.once("message", (told: { port: number; paths: Paths }) => resolve({ child, ...told }));
    child.once("exit", (status) => reject(new Error(`${args[0]} ended with status ${status}`)));
  });
}

interface State {
  usedUs: number;
  stallMs: number;
}

function ask(child: ChildProcess): Promise<State> {
  return new Promise((resolve) => {
    child.once("message", (state: State) => resolve(state));
    child.send("state");
  });
}

/** Tells what this process has used, whenever it is asked. */
function answerState(): void {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ usedUs: user + system, stallMs: Math.round(delay.max / 1e6) });
  });
}

/** What a few lines of Node make of a folder. */
function serveFiles(root: string): void {
  const server = createServer((req, res) => {
    const file = path.join(root, req.url ?? "");
    stat(file, (error, found) => {
      if (error) return res.writeHead(404).end();
      res.writeHead(200, { "Content-Type": "image/webp", "Content-Length": found.size });
      createReadStream(file).pipe(res);
    });
  });
  server.listen(0, "127.0.0.1", () => {
    const bound = server.address();
    answerState();
    process.send?.({ port: typeof bound === "object" ? bound?.port : 0 });
  });
}

async function serveMedia(): Promise<void> {
  const { migrate } = await import("@/db/migrate");
  const { env } = await import("@/lib/env");
  const { startTestServer } = await import("@/lib/server/testing/server");
  await migrate(env().DATABASE_URL ?? "");
  const paths: Paths = { "640": [], full: [] };
  for (let n = 0; n < pictures; n++) await makePicture(paths);
  const { port } = await startTestServer();
  answerState();
  process.send?.({ port, paths });
}

async function makePicture(paths: Paths): Promise<void> {
  const { database } = await import("@/db/client");
  const { variants } = await import("@/db/schema");
  const { makeBlob, makeImage } = await import("@/db/testing");
  const { storage } = await import("@/lib/storage");
  const { blobKey } = await import("@/lib/storage/key");
  const full = randomBytes(sizes.full);
  const sha256 = createHash("sha256").update(full).digest("hex");
  const blob = await makeBlob({ sha256, mime: "image/webp", bytes: full.length, width: 1920, height: 1080 });
  await storage().put(blobKey(sha256, "full.webp"), full);
  for (const name of ["320", "640", "1280"]) {
    const bytes = randomBytes(sizes["640"]);
    await storage().put(blobKey(sha256, `${name}.webp`), bytes);
    const size = { bytes: bytes.length, width: Number(name), height: 360 };
    await database()
      .insert(variants)
      .values({ blobId: blob.id, name, mime: "image/webp", ...size });
  }
  const image = await makeImage({ blobId: blob.id, isPublic: true });
  for (const variant of ["640", "full"]) {
    const bare = `/${blobKey(sha256, `${variant}.webp`)}`;
    paths[variant].push({ bare, ours: `/media/${image.uuid}/${variant}?v=1` });
  }
}

await main();
