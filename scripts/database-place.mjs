import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

/** Unix socket paths may hold 107 characters on Linux and 103 on macOS. */
const socketMaxChars = 103;

/** Where the parts of an instance in a folder are. */
export function placesOf(folder) {
  const home = path.resolve(folder, "database");
  return {
    home,
    files: path.join(home, "files"),
    half: path.join(home, "files.half"),
    temporary: path.join(home, "tmp"),
    accounts: path.join(home, "accounts.sql"),
    pidFile: path.join(home, "server.pid"),
    log: path.join(home, "server.log"),
    socket: socketPath(path.join(home, "server.sock")),
    access: path.resolve(folder, "database.json"),
  };
}

/** A path a socket can have: the wished one, or, when that is too long, a short one in the system's own folder. */
export function socketPath(wished, temporary = os.tmpdir()) {
  if (Buffer.byteLength(wished) <= socketMaxChars) return wished;
  const name = createHash("sha256").update(wished).digest("hex").slice(0, 16);
  const short = path.join(temporary, `atelier-${name}.sock`);
  return Buffer.byteLength(short) <= socketMaxChars ? short : path.join("/tmp", path.basename(short));
}

/**
 * The port and password of the instance, kept in `database.json`, readable by the owner alone. Made at first use.
 *
 * @returns {{ port: number, user: string, password: string }}
 */
export function readAccess(folder) {
  const file = placesOf(folder).access;
  if (existsSync(file)) {
    try {
      const { port, user, password } = JSON.parse(readFileSync(file, "utf8"));
      if (Number.isInteger(port) && user && password) return { port, user, password };
    } catch (error) {
      // A file cut short by a crash says nothing; the accounts are set anew at every start anyway.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return { port: 0, user: "atelier", password: randomBytes(24).toString("base64url") };
}

export function writeAccess(folder, access) {
  writePrivately(placesOf(folder).access, `${JSON.stringify(access)}\n`);
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivately(file, text) {
  const half = `${file}.half`;
  writeFileSync(half, text, { mode: 0o600 });
  chmodSync(half, 0o600);
  renameSync(half, file);
}

/** The wished port when it is free on this machine, else one that is. */
export async function freePort(wished = 0) {
  const bound = await tryPort(wished);
  if (bound) return bound;
  const other = await tryPort(0);
  if (!other) throw new Error("No free port was found.");
  return other;
}

function tryPort(port) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", (error) =>
      error.code === "EADDRINUSE" || error.code === "EACCES" ? resolve(0) : reject(error),
    );
    probe.listen({ port, host: "127.0.0.1" }, () => {
      const { port: bound } = probe.address();
      probe.close(() => resolve(bound));
    });
  });
}

/**
 * Who the server runs as. Nobody special, unless we are root: then the folder's owner, `mysql` or `nobody`, whichever
 * may walk to the folder. Where none may (a folder inside /root), root itself.
 *
 * @returns {{ name: string, uid: number, gid: number } | null} null: whoever we are
 */
export function chooseAccount(home) {
  if (process.getuid?.() !== 0) return null;
  const owner = existsSync(path.join(home, "files")) ? statSync(path.join(home, "files")).uid : null;
  const folderOwner = statSync(path.dirname(home)).uid;
  const accounts = readAccounts();
  const byId = (uid) => accounts.find((account) => account.uid === uid && uid !== 0);
  const byName = (name) => accounts.find((account) => account.name === name);
  const candidates = [byId(owner), byId(folderOwner), byName("mysql"), byName("nobody")].filter(Boolean);
  const fit = candidates.find((account) => canWalkTo(path.dirname(home), account));
  return fit ?? { name: "root", uid: 0, gid: 0 };
}

function readAccounts() {
  const lines = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  return lines
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 7)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

// Asked of the system rather than computed, so that access lists and mounts count too.
function canWalkTo(folder, { uid, gid }) {
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { uid, gid, cwd: "/", stdio: "ignore" });
  return tried.status === 0;
}

/** Makes a folder that belongs to the server's account alone. */
export function makeOwnFolder(folder, account) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(folder, account);
}

export function giveTo(file, account) {
  if (account) chownSync(file, account.uid, account.gid);
}
