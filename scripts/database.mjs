import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from "node:fs";
import net from "node:net";
import {
  chooseAccount,
  freePort,
  giveTo,
  makeOwnFolder,
  placesOf,
  readAccess,
  writeAccess,
  writePrivately,
} from "./database-place.mjs";
import { guardAgainstOrphan } from "./guard.mjs";
import { isAlive, run, until } from "./run.mjs";
import { Trouble, tellsFullDisk } from "./say.mjs";

/**
 * @typedef {object} Instance
 * @property {number} pid
 * @property {number} port
 * @property {(name: string) => string} url the address of one database on it
 * @property {Promise<void>} ended resolves when the server has ended, however it did
 * @property {(graceMs?: number) => Promise<void>} stop ends it in order, by force after `graceMs`
 */

/** How long recovery after a crash may take; a server that works on it is never given up earlier. */
const recoveryMs = 10 * 60 * 1000;

/**
 * Starts the project's own database server in `folder`, making it when there is none. It listens on this machine
 * alone, every account has a random password, and it ends with this process even when that is killed.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {import("./database-program.mjs").DatabaseProgram} options.program
 * @param {string[]} [options.settings] more options for the server
 * @param {number} [options.port] the port it must have, for a server that comes back while others know its address
 * @returns {Promise<Instance>}
 */
export async function startDatabase({ folder, program, settings = [], port }) {
  const places = placesOf(folder);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const account = chooseAccount(places.home);
  await stopLeftover(folder);
  makeOwnFolder(places.home, account);
  makeOwnFolder(places.temporary, account);
  if (!existsSync(places.files)) await createFiles(places, program, account);
  const access = readAccess(folder);
  for (let attempt = 1; ; attempt++) {
    access.port = port ?? (await freePort(access.port));
    writeAccess(folder, access);
    const instance = await launch({ places, program, account, access, settings });
    if (instance) return instance;
    // Someone took the port between the look and the start.
    if (port || attempt === 3) throw new Trouble(`The database's port ${access.port} is taken by another program.`);
  }
}

/** Ends a server that a killed run left behind in this folder. Does nothing when there is none. */
export async function stopLeftover(folder) {
  const places = placesOf(folder);
  const pid = leftoverPid(places);
  if (!pid) return;
  process.kill(pid, "SIGTERM");
  if (await until(() => !isAlive(pid), 30_000)) return;
  process.kill(pid, "SIGKILL");
  await until(() => !isAlive(pid), 10_000);
}

/** The process of ours in this folder that still runs; a number that another program has by now does not count. */
function leftoverPid(places) {
  if (!existsSync(places.pidFile)) return null;
  const pid = Number(readFileSync(places.pidFile, "utf8").trim());
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return null;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync("/proc/self/cmdline")) return pid;
  return existsSync(commandLine) && readFileSync(commandLine, "utf8").includes(places.files) ? pid : null;
}

/** Makes the server's files beside their place and moves them there, so that a killed start leaves nothing half made. */
async function createFiles(places, program, account) {
  rmSync(places.half, { recursive: true, force: true });
  makeOwnFolder(places.half, account);
  const user = account ? [`--user=${account.name}`] : [];
  const common = ["--no-defaults", `--datadir=${places.half}`, ...user];
  const environment = { ...process.env, TMPDIR: places.temporary };
  const made = program.installer
    ? await run(
        program.installer,
        [...common, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"],
        { env: environment, cwd: places.home },
      )
    : await run(program.server, [...common, "--initialize-insecure"], { env: environment, cwd: places.home });
  if (made.status === 0) return renameSync(places.half, places.files);
  rmSync(places.half, { recursive: true, force: true });
  throw databaseTrouble("The database could not be made", made.output);
}

/** Starts the server and waits until it answers; null when its port is taken. */
async function launch({ places, program, account, access, settings }) {
  writePrivately(places.accounts, accountsSql(access));
  giveTo(places.accounts, account);
  rmSync(places.pidFile, { force: true });
  const log = openSync(places.log, "w", 0o600);
  const child = spawn(program.server, serverOptions({ places, program, account, access, settings }), {
    stdio: ["ignore", log, log],
    cwd: places.home,
    detached: true,
    env: { ...process.env, TMPDIR: places.temporary },
  });
  closeSync(log);
  const ended = new Promise((resolve) => {
    child.once("error", resolve);
    child.once("exit", resolve);
  });
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const guard = child.pid === undefined ? null : guardAgainstOrphan(child.pid);
  ended.then(() => guard?.dismiss());
  const instance = {
    pid: child.pid ?? 0,
    port: access.port,
    url: (name) => `mysql://${access.user}:${access.password}@127.0.0.1:${access.port}/${name}`,
    ended: ended.then(() => undefined),
    stop: (graceMs) => stopChild(child, ended, graceMs),
  };
  await until(async () => hasEnded() || (await answers(access.port)), recoveryMs);
  if (hasEnded()) {
    const text = existsSync(places.log) ? readFileSync(places.log, "utf8") : "";
    if (/address already in use|do you already have another .* server running on port/i.test(text)) return null;
    throw databaseTrouble("The database did not start", text);
  }
  rmSync(places.accounts, { force: true });
  return instance;
}

function serverOptions({ places, program, account, access, settings }) {
  return [
    "--no-defaults",
    `--datadir=${places.files}`,
    `--socket=${places.socket}`,
    `--pid-file=${places.pidFile}`,
    `--tmpdir=${places.temporary}`,
    `--port=${access.port}`,
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_ci",
    "--max-connections=250",
    "--max-allowed-packet=64M",
    "--local-infile=0",
    `--init-file=${places.accounts}`,
    ...(program.kind === "mysql" ? ["--mysqlx=OFF", "--skip-log-bin"] : []),
    ...(account ? [`--user=${account.name}`] : []),
    ...settings,
  ];
}

/**
 * What the server does before it lets anyone in, at every start: one account of ours with the password we know, which
 * may do all in the databases named `atelier…` and nothing else; root gets a password that nobody knows.
 */
function accountsSql({ user, password }) {
  const lost = randomBytes(24).toString("base64url");
  return [
    "DROP USER IF EXISTS 'root'@'127.0.0.1'",
    "DROP USER IF EXISTS 'root'@'::1'",
    "DROP USER IF EXISTS ''@'localhost'",
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${lost}'`,
    `CREATE USER IF NOT EXISTS '${user}'@'127.0.0.1' IDENTIFIED BY '${password}'`,
    `ALTER USER '${user}'@'127.0.0.1' IDENTIFIED BY '${password}'`,
    `GRANT ALL PRIVILEGES ON \`atelier%\`.* TO '${user}'@'127.0.0.1'`,
  ]
    .map((statement) => `${statement};\n`)
    .join("");
}

/** Whether a MariaDB or MySQL server greets on this port: it does so once it is ready to let people in. */
function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    const done = (ready) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(2000, () => done(false));
    socket.once("error", () => done(false));
    socket.once("close", () => done(false));
    // Four bytes of packet header, then the protocol's version, which has been 10 since 1998.
    socket.once("data", (greeting) => done(greeting[4] === 10));
  });
}

async function stopChild(child, ended, graceMs = 30_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(force);
}

function databaseTrouble(what, output) {
  if (tellsFullDisk(output)) return new Trouble("The disk is full. Make room and start again.");
  const tail = output.trim().split("\n").slice(-12).join("\n");
  return new Trouble(`${what}. It says:\n${tail}`);
}
