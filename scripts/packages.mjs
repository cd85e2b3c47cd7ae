import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { run } from "./run.mjs";
import { Trouble, tellsFullDisk } from "./say.mjs";
import { root } from "./settings.mjs";

/** Installs the packages of package-lock.json when node_modules does not hold exactly them. Returns whether it did. */
export async function ensurePackages() {
  const lock = readJson(path.join(root, "package-lock.json"));
  if (missingPackage(lock, installedLock(), isThere) === null) return false;
  const npm = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  // Everything it takes to build and test, whatever NODE_ENV says. No package here needs its install script.
  const args = [...npm.slice(1), "ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit"];
  const done = await run(npm[0], [...args, "--no-fund", "--no-progress"], { cwd: root });
  if (done.status !== 0) throw installTrouble(done);
  const missing = missingPackage(lock, installedLock(), isThere);
  if (missing) throw new Trouble(`npm ci ended well, but ${missing} is missing. Remove node_modules and start again.`);
  return true;
}

/**
 * The first package in which node_modules differs from the lock, or null. npm keeps what it has installed in a lock of
 * its own inside node_modules, written last, so that a killed install never counts as done.
 *
 * @param {{ packages: Record<string, object> }} lock package-lock.json
 * @param {{ packages: Record<string, object> } | null} installed node_modules/.package-lock.json
 * @param {(place: string) => boolean} isPresent whether the package's folder is there
 */
export function missingPackage(lock, installed, isPresent) {
  if (!installed) return "everything";
  for (const [place, wanted] of Object.entries(lock.packages)) {
    if (place === "" || wanted.link) continue;
    const found = installed.packages[place];
    if (!found && wanted.optional) continue;
    if (!found || found.version !== wanted.version || found.integrity !== wanted.integrity) return place;
    if (!fits(found) || !isPresent(place)) return place;
  }
  return null;
}

// A folder copied from another kind of machine holds that machine's programs.
function fits({ os, cpu }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

function isThere(place) {
  return existsSync(path.join(root, place, "package.json"));
}

function installedLock() {
  const file = path.join(root, "node_modules/.package-lock.json");
  return existsSync(file) ? readJson(file) : null;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function installTrouble({ status, output }) {
  if (status === 127) return new Trouble("npm was not found. It comes with Node.js; install that from nodejs.org.");
  if (tellsFullDisk(output)) return new Trouble("The disk is full. Make room and start again.");
  const reason = output
    .split("\n")
    .filter((line) => /^npm (error|ERR!)/.test(line) && !line.includes("complete log of this run"))
    .slice(0, 8)
    .join("\n");
  return new Trouble(`The packages could not be installed (npm ci):\n${reason || output.trim().slice(-1500)}`);
}
