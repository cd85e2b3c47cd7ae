import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./settings.mjs";

/**
 * The environment without any setting of the product: each is there and empty, which wins over a `.env` file too.
 * Tests and benchmarks so never reach the installation that runs from the same folder.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWithoutSettings() {
  const example = readFileSync(path.join(root, ".env.example"), "utf8");
  const names = [...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]*)=/gm)].map((found) => found[1]);
  return { ...process.env, ...Object.fromEntries(names.map((name) => [name, ""])) };
}
