import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startDatabase } from "./database.mjs";
import { freePort } from "./database-place.mjs";
import { ensureDatabaseProgram } from "./database-program.mjs";
import { environmentWithoutSettings } from "./quiet-settings.mjs";
import { isAlive, until } from "./run.mjs";

/** One run of `npm start`. */
interface Start {
  process: ChildProcess;
  /** What it has said so far. */
  said: () => string;
  ended: Promise<number | null>;
}

let folder = "";
let port = 0;
const starts: Start[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "atelier-start-"));
  port = await freePort();
});
afterEach(async () => {
  for (const { process: child, ended } of starts.splice(0)) {
    child.kill("SIGTERM");
    await ended;
  }
  await until(() => processesOf(folder).length === 0, 20_000);
  rmSync(folder, { recursive: true, force: true });
});

function start(settings: Record<string, string> = {}): Start {
  const own = { PORT: String(port), DATA_DIR: folder, LOG_LEVEL: "warn", WORKER_THREADS: "1", ...settings };
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...environmentWithoutSettings(), ...own },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const collect = (chunk: string) => {
    text += chunk;
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  const begun = { process: child, said: () => text, ended: once(child, "close").then(([status]) => status) };
  starts.push(begun);
  return begun;
}

async function ready(begun: Start): Promise<void> {
  await Promise.race([until(() => begun.said().includes("Atelier is ready"), 100_000), begun.ended]);
  expect(begun.said()).toContain("Atelier is ready");
}

/** Server, worker and database that work in a data folder, whoever started them: their process ids by name. */
function processesOf(dataDir: string): { name: string; pid: number }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      const command = told(`/proc/${id}/cmdline`);
      const name =
        /dist\/(server|worker)\.mjs/.exec(command)?.[1] ?? (/^\S*(mariadb|mysql)d /.test(command) ? "database" : null);
      const isHere = name !== null && `${command} ${told(`/proc/${id}/environ`)}`.includes(dataDir);
      return isHere ? [{ name, pid: Number(id) }] : [];
    });
}

function told(file: string): string {
  try {
    return readFileSync(file, "utf8").replaceAll("\0", " ");
  } catch {
    // It ended between the look and the reading.
    return "";
  }
}

const health = () => fetch(`http://127.0.0.1:${port}/api/health`);
const namesOf = (dataDir: string) =>
  processesOf(dataDir)
    .map(({ name }) => name)
    .sort();

test("it serves, lets no second one in, and ends whole when told to", async () => {
  const first = start();
  await ready(first);
  expect((await health()).status).toBe(200);
  expect(namesOf(folder)).toEqual(["database", "server", "worker"]);
  const code = /set-up code: {2}(\S+)/.exec(first.said())?.[1];
  expect(readFileSync(path.join(folder, "setup-code"), "utf8").trim()).toBe(code);

  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`Atelier already runs from ${folder} (process ${first.process.pid})`);
  const beside = start({ DATA_DIR: path.join(folder, "other") });
  expect(await beside.ended).toBe(1);
  expect(beside.said()).toContain(`Port ${port} is in use by another program.`);

  first.process.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  expect(processesOf(folder)).toEqual([]);
});

test("programs and database that die come back", async () => {
  await ready(start());
  for (const { pid } of processesOf(folder)) process.kill(pid, "SIGKILL");
  const back = async () => namesOf(folder).length === 3 && (await health().catch(() => null))?.status === 200;
  expect(await until(back, 60_000, 200)).toBe(true);
  expect((await health()).status).toBe(200);
  expect(namesOf(folder)).toEqual(["database", "server", "worker"]);
});

test("a killed start leaves no process, and the next one works", async () => {
  const killed = start();
  await ready(killed);
  const left = processesOf(folder);
  killed.process.kill("SIGKILL");
  expect(await until(() => left.every(({ pid }) => !isAlive(pid)), 20_000)).toBe(true);
  await ready(start());
  expect((await health()).status).toBe(200);
});

test("a database of one's own is used, and one that cannot be is told in words", async () => {
  const nobody = start({ DATABASE_URL: `mysql://a:b@127.0.0.1:${await freePort()}/atelier` });
  expect(await nobody.ended).toBe(1);
  expect(nobody.said()).toMatch(
    /No database server answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. Check DATABASE_URL\./,
  );

  const instance = await startDatabase({ folder: path.join(folder, "given"), program: await ensureDatabaseProgram() });
  try {
    const url = instance.url("atelier_given");
    const stranger = start({ DATABASE_URL: url.replace(/:[^:@/]+@/, ":wrong@") });
    expect(await stranger.ended).toBe(1);
    expect(stranger.said()).toContain("The database refuses the user or password in DATABASE_URL.");
    const powerless = start({ DATABASE_URL: instance.url("elsewhere") });
    expect(await powerless.ended).toBe(1);
    expect(powerless.said()).toContain("The database user in DATABASE_URL lacks rights");

    const given = start({ DATABASE_URL: url, SETUP_CODE: "GIVEN-CODE" });
    await ready(given);
    expect((await health()).status).toBe(200);
    expect(existsSync(path.join(folder, "database"))).toBe(false);
    given.process.kill("SIGINT");
    expect(await given.ended).toBe(0);
  } finally {
    await instance.stop();
  }
});

test("what is set wrongly is told in one line, before anything runs", async () => {
  writeFileSync(path.join(folder, "file"), "");
  const cases = [
    [{ PORT: "many" }, "PORT must be a number from 0 to 65535"],
    [{ HOST: "203.0.113.1" }, "HOST=203.0.113.1 is not an address of this machine"],
    [{ DATABASE_URL: "postgres://a/b" }, "DATABASE_URL must look like mysql://"],
    [{ DATA_DIR: path.join(folder, "file/data") }, "cannot be written: a part of it is a file"],
    [{ RATE_LIMIT_FACTOR: "-1" }, "RATE_LIMIT_FACTOR"],
  ] satisfies [Record<string, string>, string][];
  for (const [settings, words] of cases) {
    const begun = start(settings);
    expect(await begun.ended).toBe(1);
    expect(begun.said()).toContain(words);
  }
  expect(processesOf(folder)).toEqual([]);
});
