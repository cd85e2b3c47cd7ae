import { accessSync, constants, existsSync, mkdirSync, readFileSync, statfsSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { Trouble } from "./say.mjs";

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, "..");

/**
 * What this start is told: the environment, and below it the `.env` file of the project folder.
 *
 * @param {Record<string, string | undefined>} given
 */
export function readSettings(given = process.env, folder = root) {
  const file = path.join(folder, ".env");
  const kept = existsSync(file) ? parseEnvFile(readFileSync(file, "utf8")) : {};
  // A name that is given empty is as good as not set, even where the file sets it.
  const all = { ...kept, ...given };
  const environment = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== ""),
  );
  const port = Number(environment.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Trouble(`PORT must be a number from 0 to 65535; it is "${environment.PORT}".`);
  }
  return {
    environment,
    port,
    host: environment.HOST ?? "127.0.0.1",
    dataDir: path.resolve(folder, environment.DATA_DIR ?? ".data"),
    databaseUrl: environment.DATABASE_URL ?? null,
  };
}

/**
 * Reads `NAME=value` lines. `#` begins a comment; values may stand in single quotes (taken as they are) or double
 * quotes (`\n` is a line break); `export ` before a name is allowed.
 *
 * @returns {Record<string, string>}
 */
export function parseEnvFile(text) {
  const values = {};
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line);
    if (found) values[found[1]] = unquote(found[2].trim());
  }
  return values;
}

function unquote(text) {
  const single = /^'([^']*)'/.exec(text);
  if (single) return single[1];
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  if (double) return double[1].replace(/\\(.)/g, (_, letter) => (letter === "n" ? "\n" : letter));
  return text.replace(/(^|\s)#.*$/, "").trim();
}

/** Makes the data folder and sees that it can be used; says in words when it cannot. */
export function openDataFolder(dataDir) {
  try {
    // Others may walk through (the database's own account must), but not look around.
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = { EACCES: "no permission", EPERM: "no permission", EROFS: "the disk is read-only" }[error.code];
    const why =
      reason ??
      { ENOSPC: "the disk is full", ENOTDIR: "a part of it is a file", ENOENT: "it cannot be made there" }[
        error.code
      ] ??
      error.message;
    throw new Trouble(`The data folder ${dataDir} cannot be written: ${why}. Set DATA_DIR to a folder of yours.`);
  }
}

// One by one: where a folder cannot be made at all, such as in /proc, Node's own recursion never ends.
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o711 });
}

/** Says so when the disk under a folder has less room than needed; a database on a full disk would wait for ever. */
export function requireRoom(folder, neededMegabytes) {
  const { bavail, bsize } = statfsSync(folder);
  const megabytes = Math.floor((bavail * bsize) / 1_000_000);
  if (megabytes >= neededMegabytes) return;
  throw new Trouble(
    `The disk under ${folder} is full: ${megabytes} MB are free and ${neededMegabytes} MB are needed. Make room and start again.`,
  );
}

/** Sees that the address can be listened on, before anything long begins. */
export async function requireFreeAddress(host, port) {
  const error = await new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", resolve);
    probe.listen({ port, host }, () => probe.close(() => resolve(null)));
  });
  if (error) throw addressTrouble(error.code, host, port);
}

/** Why an address cannot be listened on, and what to do. */
export function addressTrouble(code, host, port) {
  if (code === "EADDRINUSE") {
    return new Trouble(`Port ${port} is in use by another program. Choose another one:  PORT=${port + 1} npm start`);
  }
  if (code === "EACCES") {
    return new Trouble(`Port ${port} needs special rights. Choose one above 1023:  PORT=3000 npm start`);
  }
  return new Trouble(`HOST=${host} is not an address of this machine (${code}). Leave it out, or use 0.0.0.0 for all.`);
}

/** Sees that DATABASE_URL is an address where something answers; its rights are tried when the tables are made. */
export async function requireDatabaseServer(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !["mysql:", "mariadb:"].includes(parsed.protocol) || parsed.pathname.length < 2) {
    throw new Trouble("DATABASE_URL must look like mysql://user:password@host:3306/atelier.");
  }
  const [host, port] = [parsed.hostname.replace(/^\[|\]$/g, ""), Number(parsed.port || 3306)];
  const problem = await new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const done = (outcome) => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(10_000, () => done("it did not answer within 10 seconds"));
    socket.once("connect", () => done(null));
    socket.once("error", (error) => done(error.code ?? error.message));
  });
  if (problem) throw new Trouble(`No database server answers at ${host}:${port} (${problem}). Check DATABASE_URL.`);
}
