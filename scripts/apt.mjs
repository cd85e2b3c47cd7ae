import { existsSync, readdirSync, statSync } from "node:fs";
import { run } from "./run.mjs";
import { Trouble, tellsFullDisk } from "./say.mjs";

const lists = "/var/lib/apt/lists";
const staleMs = 24 * 3600 * 1000;

/** Whether packages can be installed without asking anyone: apt is here, and we are root or sudo asks no password. */
export async function canUseApt() {
  return process.platform === "linux" && existsSync("/usr/bin/apt-get") && (await prefix()) !== null;
}

async function prefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = await run("sudo", ["-n", "true"]);
  return sudo.status === 0 ? ["sudo", "-n"] : null;
}

/** Installs packages through apt; refreshes its lists first when they are missing or old, or when it fails without. */
export async function aptInstall(packages) {
  const fresh = !listsAreStale();
  if (!fresh) await apt(["update"]);
  let done = await apt(["install", "-y", "--no-install-recommends", ...packages]);
  if (done.status !== 0 && fresh) {
    await apt(["update"]);
    done = await apt(["install", "-y", "--no-install-recommends", ...packages]);
  }
  if (done.status === 0) return;
  if (tellsFullDisk(done.output)) throw new Trouble("The disk is full. Make room and start again.");
  const tail = done.output.trim().split("\n").slice(-8).join("\n");
  throw new Trouble(`apt could not install ${packages.join(", ")}:\n${tail}`);
}

async function apt(args) {
  // Packages half unpacked would stop every later install, so it always runs to its end. The lock waits for another apt that runs; the environment keeps every package from asking questions.
  const command = [
    ...(await prefix()),
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "-q",
    "-o",
    "DPkg::Lock::Timeout=120",
    ...args,
  ];
  return run(command[0], command.slice(1), { whole: true });
}

function listsAreStale() {
  if (!existsSync(lists)) return true;
  const files = readdirSync(lists).filter((name) => name.includes("Packages") || name.endsWith("InRelease"));
  if (files.length === 0) return true;
  const newest = Math.max(...files.map((name) => statSync(`${lists}/${name}`).mtimeMs), statSync(lists).mtimeMs);
  return Date.now() - newest > staleMs;
}
