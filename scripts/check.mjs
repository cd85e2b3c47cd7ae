import { existsSync } from "node:fs";
import path from "node:path";
import { ensurePackages } from "./packages.mjs";
import { environmentWithoutSettings } from "./quiet-settings.mjs";
import { run } from "./run.mjs";
import { duration, say } from "./say.mjs";
import { root } from "./settings.mjs";

/** What can be known in seconds: types, form, floors and the tests that need neither database nor browser. */
const checks = [
  ["types", ["typescript/bin/tsc", "--noEmit", "-p", "."]],
  ["lint", ["@biomejs/biome/bin/biome", "ci", "."]],
  ["unit tests", ["vitest/vitest.mjs", "run", "--project", "unit"]],
];

await ensurePackages();
// Next writes the types of its routes; without them the first check of a fresh clone finds none.
if (!existsSync(path.join(root, "next-env.d.ts"))) await packageProgram(["next/dist/bin/next", "typegen"]);

let failed = 0;
for (const [name, command] of checks) {
  const began = Date.now();
  const { status, output } = await packageProgram(command);
  say(`${status ? "✗" : "✓"} ${name.padEnd(14)}${duration(Date.now() - began).padStart(10)}`);
  if (status === 0) continue;
  failed += 1;
  say(`\n${output.trim()}\n`);
}
process.exitCode = failed ? 1 : 0;

function packageProgram([file, ...args]) {
  const command = [path.join(root, "node_modules", file), ...args];
  return run(process.execPath, command, { cwd: root, env: environmentWithoutSettings() });
}
