import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { ensureBuild } from "./build.mjs";
import { keepRunning } from "./child.mjs";
import { startDatabase } from "./database.mjs";
import { ensureDatabaseProgram } from "./database-program.mjs";
import { takeLock, waitForLock } from "./lock.mjs";
import { ensurePackages } from "./packages.mjs";
import { endRunning } from "./run.mjs";
import { complain, duration, say, step, Trouble } from "./say.mjs";
import {
  openDataFolder,
  readSettings,
  requireDatabaseServer,
  requireFreeAddress,
  requireRoom,
  root,
} from "./settings.mjs";
import { forgetSetupCode, keptSetupCode } from "./setup-code.mjs";

/** Everything ends in under 5 seconds: the programs get this long, then the database its own while. */
const programsGraceMs = 3500;
const databaseGraceMs = 1000;
const serverDeathsMax = 5;

/** What runs, so that it can be ended whenever the end comes. */
const open = { programs: [], database: null, lock: null, ending: null };

/** `npm start`: installs, builds, prepares and runs Atelier until it is told to end. */
export async function startAtelier() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(0));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  try {
    await start(readSettings());
  } catch (error) {
    fail(error);
  }
}

async function start(settings) {
  const began = Date.now();
  const about = await openFolder(settings);
  await requireFreeAddress(settings.host, settings.port);
  if (settings.databaseUrl) await requireDatabaseServer(settings.databaseUrl);
  say("Atelier");
  if (!existsSync(path.join(root, "dist/built")))
    say("The first start installs and builds; that takes about a minute.");

  const database = settings.databaseUrl ? given(settings.databaseUrl) : startOwnDatabase(settings);
  const [databaseUrl] = await Promise.all([database, makeReady()]);
  const environment = {
    // On a terminal a person reads along: there only what needs attention is said.
    ...(process.stdout.isTTY ? { LOG_LEVEL: "warn" } : {}),
    ...settings.environment,
    NODE_ENV: "production",
    DATA_DIR: settings.dataDir,
    DATABASE_URL: databaseUrl,
  };
  const { administrator } = await step("tables", () => prepare(environment));
  if (administrator) forgetSetupCode(settings.dataDir);
  else environment.SETUP_CODE ??= keptSetupCode(settings.dataDir);

  const address = await step("server, worker", () => runPrograms(environment));
  about.address = settings.environment.PUBLIC_URL ?? address;
  say();
  say(`Atelier is ready after ${duration(Date.now() - began)}:  ${about.address}`);
  if (!administrator) say(`There is no administrator yet. Sign up with this set-up code:  ${environment.SETUP_CODE}`);
}

/** Makes the data folder ours for as long as we run; a second start in it learns who has it. */
async function openFolder({ dataDir }) {
  openDataFolder(dataDir);
  const about = { pid: process.pid, address: null };
  const lock = await takeLock(path.join(dataDir, "start.sock"), about);
  if ("release" in lock) {
    open.lock = lock;
    return about;
  }
  const { pid, address } = lock.holder;
  const where = address ? `: ${address}` : "; it is still starting.";
  throw new Trouble(`Atelier already runs from ${dataDir} (process ${pid})${where}`);
}

/** Packages and build are the project folder's; two starts with different data folders take turns. */
async function makeReady() {
  mkdirSync(path.join(root, "dist"), { recursive: true });
  const lock = await waitForLock(path.join(root, "dist/making.sock"), { pid: process.pid }, 15 * 60_000);
  if (!("release" in lock)) throw new Trouble(`Another process (${lock.holder.pid}) installs or builds here.`);
  try {
    await step("packages", async (outcome) => outcome((await ensurePackages()) ? "installed" : "all there"));
    await step("build", async (outcome) => outcome((await ensureBuild()) ? "made" : "up to date"));
  } finally {
    lock.release();
  }
}

async function given(url) {
  const { host } = new URL(url);
  await step("database", (outcome) => outcome(`the given one at ${host}`));
  return url;
}

function startOwnDatabase({ dataDir }) {
  requireRoom(dataDir, existsSync(path.join(dataDir, "database/files")) ? 50 : 300);
  return step("database", async (outcome) => {
    const program = await ensureDatabaseProgram();
    const start = (port) => startDatabase({ folder: dataDir, program, port });
    open.database = await start();
    if (open.ending) await open.database.stop(databaseGraceMs);
    keepDatabase(start, open.database, 1);
    const name = program.kind === "mysql" ? "MySQL" : "MariaDB";
    outcome(`${name} ${program.version}${program.installed ? ", installed" : ""}, port ${open.database.port}`);
    return open.database.url("atelier");
  });
}

/** A database that ends unasked comes back at the same address, where the programs look for it. */
async function keepDatabase(start, instance, attempt) {
  await instance.ended;
  if (open.ending) return;
  if (attempt > serverDeathsMax) return fail(new Trouble(`The database ended ${attempt} times in a row.`));
  say("The database ended unexpectedly. It starts again.");
  const born = Date.now();
  try {
    open.database = await start(instance.port);
  } catch (error) {
    return fail(error);
  }
  await keepDatabase(start, open.database, Date.now() - born > 60_000 ? 1 : attempt + 1);
}

/**
 * Brings the database to the newest schema and fills in what an installation needs.
 *
 * @returns {Promise<{ administrator: boolean }>}
 */
function prepare(environment) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["dist/prepare.mjs"], {
      cwd: root,
      env: environment,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      detached: true,
    });
    open.programs.push({ stop: async () => child.kill("SIGTERM") });
    let told = {};
    child.on("message", (message) => {
      told = { ...told, ...message };
    });
    child.once("error", reject);
    child.once("exit", (status) => {
      if (status === 0) resolve(told);
      else reject(new Trouble(told.failed ?? "The database could not be prepared; the reason stands above."));
    });
  });
}

async function runPrograms(environment) {
  const command = (name) => ["--enable-source-maps", `dist/${name}.mjs`];
  const server = keepRunning({
    name: "server",
    command: command("server"),
    environment,
    deathsMax: serverDeathsMax,
    onGivenUp: () => end(1),
  });
  const worker = keepRunning({ name: "worker", command: command("worker"), environment });
  open.programs.push(server, worker);
  const [{ address, port }] = await Promise.all([server.ready, worker.ready]);
  // With PORT=0 the system chose the port.
  return address.replace(/:0$/, `:${port}`);
}

function fail(error) {
  if (open.ending) return;
  complain(error);
  end(1);
}

/** Ends everything that runs, programs before the database they use, and then this process. */
async function end(status) {
  // A second Ctrl-C means now.
  if (open.ending) return process.exit(1);
  open.ending = Date.now();
  await Promise.all([...open.programs.map((program) => program.stop(programsGraceMs)), endRunning()]);
  await open.database?.stop(databaseGraceMs);
  open.lock?.release();
  process.exit(status);
}
