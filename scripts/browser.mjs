import { existsSync, readFileSync } from "node:fs";
import { aptInstall, canUseApt } from "./apt.mjs";
import { findProgram } from "./database-program.mjs";
import { run } from "./run.mjs";
import { Trouble } from "./say.mjs";
import { root } from "./settings.mjs";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const macPrograms = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** What Chromium is told so that it runs anywhere, as root too, and talks to nobody but the page. */
export const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Chromium's program: the one Playwright brought, else the machine's own; null when there is neither.
 *
 * @returns {Promise<string | null>}
 */
export async function findBrowser() {
  const { chromium } = await import("@playwright/test");
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  for (const name of names) {
    const program = findProgram(name);
    if (program && !isSnapDoor(program)) return program;
  }
  return macPrograms.find((program) => existsSync(program)) ?? null;
}

// On Ubuntu the package `chromium-browser` is a script that sends one to the snap store.
function isSnapDoor(program) {
  const start = readFileSync(program).subarray(0, 4096).toString("latin1");
  return start.startsWith("#!") && start.includes("snap") && !existsSync("/snap/bin/chromium");
}

/** Finds Chromium and installs it when it is missing: Debian's package, else Playwright's own. */
export async function ensureBrowser() {
  if (await findBrowser()) return false;
  if ((await canUseApt()) && !isUbuntu()) await aptInstall(["chromium"]);
  else await installPlaywrights();
  if (await findBrowser()) return true;
  throw new Trouble("Chromium is missing. Install it with:  npx playwright install --with-deps chromium");
}

function isUbuntu() {
  return existsSync("/etc/os-release") && /^ID=ubuntu$/m.test(readFileSync("/etc/os-release", "utf8"));
}

async function installPlaywrights() {
  const command = ["node_modules/@playwright/test/cli.js", "install"];
  const withParts = await canUseApt();
  const args = [...command, ...(withParts ? ["--with-deps"] : []), "chromium"];
  const done = await run(process.execPath, args, { cwd: root });
  if (done.status === 0) return;
  const tail = done.output.trim().split("\n").slice(-5).join("\n");
  throw new Trouble(`Chromium could not be installed. Try:  npx playwright install --with-deps chromium\n${tail}`);
}
