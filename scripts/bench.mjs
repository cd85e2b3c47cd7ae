import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { startDatabase } from "./database.mjs";
import { ensureDatabaseProgram } from "./database-program.mjs";
import { ensurePackages } from "./packages.mjs";
import { environmentWithoutSettings } from "./quiet-settings.mjs";
import { endRunning, run } from "./run.mjs";
import { complain, say, Trouble } from "./say.mjs";
import { root } from "./settings.mjs";

/**
 * `npm run bench [name …]`: runs the benchmarks of bench/, each in a process of its own that prints its table. They
 * find an empty database of their own at DATABASE_URL, with the settings that production has.
 */
const folder = path.join(root, "bench");
const all = readdirSync(folder)
  .filter((file) => /^[a-z-]+\.ts$/.test(file))
  .map((file) => file.replace(/\.ts$/, ""));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));

let database;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => finish(1));
try {
  if (unknown.length > 0)
    throw new Trouble(`No benchmark is named ${unknown.join(", ")}. There are: ${all.join(", ")}.`);
  await ensurePackages();
  const dataDir = path.join(root, ".test/bench");
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  database = await startDatabase({ folder: dataDir, program: await ensureDatabaseProgram() });
  let failed = 0;
  for (const name of wanted.length > 0 ? wanted : all) failed += await bench(name, dataDir);
  await finish(failed ? 1 : 0);
} catch (error) {
  complain(error);
  await finish(1);
}

async function bench(name, dataDir) {
  say(`\n${name}`);
  const { status } = await run(process.execPath, ["--import", "tsx", path.join("bench", `${name}.ts`)], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...environmentWithoutSettings(),
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      RATE_LIMIT_FACTOR: "0",
      DATA_DIR: path.join(dataDir, "data"),
      DATABASE_URL: database.url(`atelier_bench_${name.replaceAll("-", "_")}`),
    },
  });
  return status === 0 ? 0 : 1;
}

async function finish(status) {
  await endRunning();
  await database?.stop(5000);
  process.exit(status);
}
