import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureBuild } from "./build.mjs";
import { countPlaywright, countProgram, countVitest } from "./count.mjs";
import { ensureDatabaseProgram } from "./database-program.mjs";
import { ensurePackages } from "./packages.mjs";
import { environmentWithoutSettings } from "./quiet-settings.mjs";
import { endRunning, run } from "./run.mjs";
import { duration, inWords, say } from "./say.mjs";
import { root } from "./settings.mjs";

const environment = {
  ...environmentWithoutSettings(),
  NEXT_TELEMETRY_DISABLED: "1",
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
};
const reports = path.join(root, ".test/reports");
const total = { passed: 0, failed: 0 };

/** Everything that is tested, in an order that tells of the cheapest mistakes first. */
const steps = [
  { name: "packages", work: () => ensured(ensurePackages), vital: true },
  { name: "database", work: () => ensured(ensureDatabaseProgram), vital: true },
  { name: "browser", work: () => ensured(async () => (await import("./browser.mjs")).ensureBrowser()), vital: true },
  { name: "build", work: () => ensured(ensureBuild), counts: true },
  { name: "types", work: () => program("typescript/bin/tsc", ["--noEmit", "-p", "."]), counts: true },
  { name: "lint", work: () => program("@biomejs/biome/bin/biome", ["ci", "."]), counts: true },
  { name: "unit tests", work: () => vitest("unit"), counts: true },
  { name: "database tests", work: () => vitest("db"), counts: true },
  { name: "start tests", work: () => vitest("start"), counts: true },
  { name: "browser tests", work: playwright, counts: true },
];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, async () => {
    await endRunning();
    process.exit(1);
  });
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
for (const step of steps) {
  const began = Date.now();
  const { passed, failed, output } = await step.work();
  const counted = step.counts && passed + failed > 1 ? `${passed} passed${failed ? `, ${failed} failed` : ""}` : "";
  const time = duration(Date.now() - began).padStart(12);
  say(`${failed ? "✗" : "✓"} ${step.name.padEnd(18)}${counted.padEnd(30)}${time}`);
  if (failed) say(`\n${output.trim()}\n`);
  if (step.counts || failed) {
    total.passed += passed;
    total.failed += failed;
  }
  if (step.vital && failed) break;
}
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function ensured(work) {
  try {
    await work();
    return { passed: 1, failed: 0, output: "" };
  } catch (error) {
    return { passed: 0, failed: 1, output: inWords(error) };
  }
}

async function program(file, args, more = {}) {
  const command = [path.join(root, "node_modules", file), ...args];
  const { status, output } = await run(process.execPath, command, { cwd: root, env: { ...environment, ...more } });
  return { status, output, ...countProgram(status) };
}

async function vitest(project) {
  const file = path.join(reports, `${project}.json`);
  const args = ["run", "--project", project, "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const done = await program("vitest/vitest.mjs", args);
  return { ...done, ...countVitest(readReport(file), done.status) };
}

async function playwright() {
  const file = path.join(reports, "browser.json");
  const done = await program("@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  return { ...done, ...countPlaywright(readReport(file), done.status) };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    // A runner that ended before it could report is counted by its status.
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
}
