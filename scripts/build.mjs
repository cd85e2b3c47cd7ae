import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./run.mjs";
import { complain, say, step, Trouble, tellsFullDisk } from "./say.mjs";
import { root } from "./settings.mjs";

/** What runs outside Next, each bundled into one file. */
export const programs = {
  server: "lib/server/main.ts",
  worker: "lib/worker/main.ts",
  thread: "lib/threads/thread.ts",
  prepare: "lib/server/prepare.ts",
  admin: "lib/server/admin.ts",
  doctor: "lib/server/doctor.ts",
  backup: "lib/server/backup.ts",
  restore: "lib/server/restore.ts",
};

const sourceFolders = ["app", "components", "db", "lib", "public"];
const sourceFiles = ["next.config.ts", "postcss.config.mjs", "proxy.ts", "tsconfig.json", "package-lock.json"];

/** Builds when the sources have changed since the last whole build. Returns whether it did. */
export async function ensureBuild() {
  const wanted = sourceHash(root);
  if (builtHash() === wanted) return false;
  rmSync(path.join(root, "dist/built"), { force: true });
  await bundle();
  await buildPages();
  mkdirSync(path.join(root, "dist"), { recursive: true });
  writeFileSync(path.join(root, "dist/built"), wanted);
  return true;
}

/** One name for everything that goes into a build; tests do not. */
export function sourceHash(folder) {
  const hash = createHash("sha256").update(process.version);
  const files = [...sourceFiles, "scripts/build.mjs", ...sourceFolders.flatMap((name) => filesIn(folder, name))];
  for (const file of files.sort()) {
    const place = path.join(folder, file);
    if (!existsSync(place)) continue;
    const content = readFileSync(place);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesIn(folder, name) {
  const place = path.join(folder, name);
  if (!existsSync(place)) return [];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
}

function builtHash() {
  const parts = ["dist/built", ".next/BUILD_ID", ...Object.keys(programs).map((name) => `dist/${name}.mjs`)];
  if (!parts.every((part) => existsSync(path.join(root, part)))) return null;
  return readFileSync(path.join(root, "dist/built"), "utf8");
}

/** How esbuild makes our programs; packages stay in node_modules. */
export function bundleOptions(outdir = path.join(root, "dist"), names = Object.keys(programs)) {
  return {
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, programs[name]])),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "linked",
    logLevel: "silent",
  };
}

async function bundle() {
  const esbuild = await import("esbuild");
  try {
    await esbuild.build(bundleOptions());
  } catch (error) {
    const lines = (error.errors ?? []).map(({ text, location }) =>
      location ? `${location.file}:${location.line}: ${text}` : text,
    );
    throw buildTrouble(lines.join("\n") || String(error));
  }
}

async function buildPages() {
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const done = await run(process.execPath, [next, "build"], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // A build serves nobody: with these it neither makes a secret nor looks for a database.
      ATELIER_SECRET: "a build signs and encrypts nothing at all",
      LOG_LEVEL: "silent",
    },
  });
  if (done.status !== 0) throw buildTrouble(done.output);
}

function buildTrouble(output) {
  if (tellsFullDisk(output)) return new Trouble("The disk is full. Make room and start again.");
  return new Trouble(`The build failed:\n${output.trim().slice(-6000)}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await step("build", async (outcome) => outcome((await ensureBuild()) ? "made" : "up to date")).catch((error) => {
    complain(error);
    say();
    process.exitCode = 1;
  });
}
