import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

let bundled: Promise<string> | undefined;

/**
 * The file a thread runs: in a build, `thread.mjs` beside the program; from source, a bundle made once per process,
 * since threads cannot load TypeScript.
 */
export async function threadProgram(): Promise<string> {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith(".ts")) {
    const built = path.join(path.dirname(here), "thread.mjs");
    // Without its file a pool would try to start threads for ever, and every task wait as long.
    await access(built);
    return built;
  }
  bundled ??= bundle(path.resolve(path.dirname(here), "../.."));
  return bundled;
}

/** Kept under the name of its content: the same for all processes of the same source, and nothing to clean up. */
async function bundle(project: string): Promise<string> {
  const { build } = await import(/* turbopackIgnore: true */ "esbuild");
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: ["lib/threads/thread.ts"],
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "inline",
    logLevel: "silent",
  });
  const [{ contents }] = outputFiles;
  const folder = path.join(project, "node_modules/.cache/atelier");
  const name = `thread-${createHash("sha256").update(contents).digest("hex").slice(0, 16)}.mjs`;
  const temporary = path.join(folder, `${randomUUID()}.tmp`);
  await mkdir(folder, { recursive: true });
  await writeFile(temporary, contents);
  await rename(temporary, path.join(folder, name));
  return path.join(folder, name);
}
