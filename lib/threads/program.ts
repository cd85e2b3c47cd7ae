import { mkdtempSync, rmSync } from "node:fs";
import { access } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

let bundled: Promise<string> | undefined;

/**
 * The file a thread runs: in a build, `thread.mjs` beside the program; from source, a bundle made once per process in
 * a temporary folder, since threads cannot load TypeScript.
 */
export async function threadProgram(): Promise<string> {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith(".ts")) {
    const built = path.join(path.dirname(here), "thread.mjs");
    // Without its file a pool would try to start threads for ever, and every task wait as long.
    await access(built);
    return built;
  }
  bundled ??= bundle(path.join(path.dirname(here), "thread.ts"));
  return bundled;
}

async function bundle(source: string): Promise<string> {
  const { build } = await import(/* turbopackIgnore: true */ "esbuild");
  const folder = mkdtempSync(path.join(os.tmpdir(), "atelier-thread-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const outfile = path.join(folder, "thread.mjs");
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "inline",
    tsconfig: path.resolve(path.dirname(source), "../../tsconfig.json"),
    logLevel: "silent",
  });
  return outfile;
}
