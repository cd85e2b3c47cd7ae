import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleOptions, programs } from "./build.mjs";
import { keepRunning } from "./child.mjs";
import { startDatabase } from "./database.mjs";
import { ensureDatabaseProgram } from "./database-program.mjs";
import { takeLock } from "./lock.mjs";
import { ensurePackages } from "./packages.mjs";
import { endRunning, run } from "./run.mjs";
import { complain, say, step, Trouble } from "./say.mjs";
import { openDataFolder, readSettings, requireFreeAddress, root } from "./settings.mjs";

/** `npm run dev`: pages as they change, server and worker started anew when their own code does. */
const settings = readSettings();
const open = { database: null, programs: [], builder: null, ending: false };

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(0));
try {
  await start();
} catch (error) {
  complain(error);
  await end(1);
}

async function start() {
  openDataFolder(settings.dataDir);
  const lock = await takeLock(path.join(settings.dataDir, "start.sock"), { pid: process.pid, address: null });
  if (!("release" in lock)) throw new Trouble(`Atelier already runs from ${settings.dataDir}.`);
  await requireFreeAddress(settings.host, settings.port);
  await step("packages", ensurePackages);
  const databaseUrl = settings.databaseUrl ?? (await step("database", startOwnDatabase));
  const environment = {
    ...settings.environment,
    NODE_ENV: "development",
    NEXT_TELEMETRY_DISABLED: "1",
    DATA_DIR: settings.dataDir,
    DATABASE_URL: databaseUrl,
  };
  await step("programs", () => watchPrograms());
  await step("tables", () => prepare(environment));
  const command = (name) => ["--enable-source-maps", `dist/${name}.mjs`];
  const server = keepRunning({ name: "server", command: command("server"), environment });
  const worker = keepRunning({ name: "worker", command: command("worker"), environment });
  open.programs.push(server, worker);
  const [{ address }] = await step("server, worker", () => Promise.all([server.ready, worker.ready]));
  open.restart = { server, worker, thread: worker };
  say(`\nAtelier in development:  ${address}`);
}

async function startOwnDatabase() {
  const program = await ensureDatabaseProgram();
  open.database = await startDatabase({ folder: settings.dataDir, program });
  return open.database.url("atelier");
}

async function prepare(environment) {
  const done = await run(process.execPath, ["dist/prepare.mjs"], { cwd: root, env: environment });
  if (done.status !== 0) throw new Trouble(done.output.trim());
}

/** Bundles the programs now and whenever their sources change; a changed one is started anew. */
async function watchPrograms() {
  const { context } = await import("esbuild");
  // What lies in dist is no longer a whole build.
  rmSync(path.join(root, "dist/built"), { force: true });
  const seen = new Map();
  let firstDone;
  const first = new Promise((resolve) => {
    firstDone = resolve;
  });
  const changes = {
    name: "changes",
    setup(build) {
      build.onEnd(({ errors, outputFiles = [] }) => {
        for (const { text, location } of errors) say(`${location?.file ?? ""}:${location?.line ?? ""} ${text}`);
        writeChanged(outputFiles, seen);
        firstDone();
      });
    },
  };
  open.builder = await context({ ...bundleOptions(), write: false, plugins: [changes] });
  await open.builder.watch();
  await first;
}

function writeChanged(files, seen) {
  mkdirSync(path.join(root, "dist"), { recursive: true });
  const changed = new Set();
  for (const { path: file, contents } of files) {
    const hash = createHash("sha256").update(contents).digest("hex");
    if (seen.get(file) === hash) continue;
    writeFileSync(file, contents);
    if (seen.has(file)) changed.add(path.basename(file).split(".")[0]);
    seen.set(file, hash);
  }
  const again = Object.keys(programs).flatMap((name) => (changed.has(name) ? (open.restart?.[name] ?? []) : []));
  for (const program of new Set(again)) program.restart();
}

async function end(status) {
  if (open.ending) return process.exit(1);
  open.ending = true;
  await Promise.all([...open.programs.map((program) => program.stop(3500)), endRunning(), open.builder?.dispose()]);
  await open.database?.stop(1000);
  process.exit(status);
}
