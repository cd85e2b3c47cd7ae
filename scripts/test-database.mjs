import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { startDatabase } from "./database.mjs";
import { ensureDatabaseProgram } from "./database-program.mjs";
import { isAlive } from "./run.mjs";

/** Tests lose nothing in a crash that they would miss: these make writing about three times as fast. */
export const fastSettings = [
  "--innodb-flush-log-at-trx-commit=0",
  "--innodb-doublewrite=0",
  "--innodb-buffer-pool-size=64M",
  "--innodb-log-file-size=32M",
  "--sync-binlog=0",
];

/**
 * Vitest's global setup of the database tests: a server of this run's own, so that two runs in one folder never meet.
 * Each vitest worker has a database of its own on it (`db/testing-setup.ts`).
 */
export default async function setup({ provide }) {
  const base = path.resolve(".test");
  sweep(base);
  const folder = path.join(base, `run-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const instance = await startDatabase({ folder, program: await ensureDatabaseProgram(), settings: fastSettings });
  provide("databaseUrl", instance.url("atelier_test"));
  provide("dataFolder", path.join(folder, "data"));
  return async () => {
    await instance.stop(5000);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Removes what killed runs left. */
function sweep(base) {
  if (!existsSync(base)) return;
  for (const name of readdirSync(base)) {
    const pid = /^run-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(path.join(base, name), { recursive: true, force: true });
  }
}
