import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { bundleOptions } from "./build.mjs";
import { startDatabase } from "./database.mjs";
import { readAccess } from "./database-place.mjs";
import { ensureDatabaseProgram } from "./database-program.mjs";
import { takeLock } from "./lock.mjs";
import { ensurePackages } from "./packages.mjs";
import { complain, Trouble } from "./say.mjs";
import { openDataFolder, readSettings, root } from "./settings.mjs";

/**
 * Runs one of our programs to its end, with the settings and the database that `npm start` would give it. Works beside
 * a running Atelier and without one: then its database runs for as long as the program does.
 *
 * @param {string} name of the program, as `scripts/build.mjs` lists it
 * @param {string[]} words what it is told
 * @param {{ isAlone?: boolean }} [options] whether no Atelier may run from this folder meanwhile
 */
export async function runTool(name, words, { isAlone = false } = {}) {
  const open = { database: null, lock: null };
  try {
    process.exitCode = await runWith(open, name, words, isAlone);
  } catch (error) {
    complain(error);
    process.exitCode = 1;
  } finally {
    await open.database?.stop(5000);
    open.lock?.release();
  }
}

async function runWith(open, name, words, isAlone) {
  const settings = readSettings();
  await ensurePackages();
  mkdirSync(path.join(root, "dist"), { recursive: true });
  const esbuild = await import("esbuild");
  await esbuild.build(bundleOptions(path.join(root, "dist"), [name]));
  openDataFolder(settings.dataDir);
  const lock = await takeLock(path.join(settings.dataDir, "start.sock"), { pid: process.pid, address: null });
  if ("release" in lock) open.lock = lock;
  const running = "holder" in lock ? lock.holder : null;
  if (running && isAlone) {
    throw new Trouble(`Atelier runs from ${settings.dataDir} (process ${running.pid}). Stop it first.`);
  }
  const environment = {
    // Links lead to where the running one is.
    ...(running?.address ? { PUBLIC_URL: running.address } : {}),
    ...settings.environment,
    NODE_ENV: "production",
    LOG_LEVEL: "silent",
    DATA_DIR: settings.dataDir,
    DATABASE_URL: settings.databaseUrl ?? (await ownDatabase(open, settings, running !== null)),
  };
  const child = spawn(process.execPath, [`dist/${name}.mjs`, ...words], {
    cwd: root,
    env: environment,
    stdio: "inherit",
  });
  // Ctrl-C reaches the program too; it ends in order, and so do we after it.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (status) => resolve(status ?? 1));
  });
}

/** The database of the Atelier that runs from this folder; when none does, it is started for as long as we need it. */
async function ownDatabase(open, settings, isRunning) {
  if (isRunning) {
    const { port, user, password } = readAccess(settings.dataDir);
    return `mysql://${user}:${password}@127.0.0.1:${port}/atelier`;
  }
  open.database = await startDatabase({ folder: settings.dataDir, program: await ensureDatabaseProgram() });
  return open.database.url("atelier");
}
