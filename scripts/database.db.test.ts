import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import mysql from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDatabase } from "./database.mjs";
import { type DatabaseProgram, ensureDatabaseProgram } from "./database-program.mjs";
import { isAlive, until } from "./run.mjs";

let folder = "";
let program: DatabaseProgram;

beforeAll(async () => {
  // So deep that a socket beside the files would have too long a path.
  folder = path.join(
    mkdtempSync(path.join(tmpdir(), "atelier-database-")),
    "a-rather-long-name-of-a-folder-".repeat(3),
  );
  program = await ensureDatabaseProgram();
});
afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown> {
  const connection = await mysql.createConnection(url);
  try {
    const [rows] = await connection.query(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

test("an instance of our own is made, kept, and lets nobody in without its password", async () => {
  const first = await startDatabase({ folder, program });
  await ask(first.url(""), "create database atelier");
  await ask(first.url("atelier"), "create table kept (id int primary key)");
  await ask(first.url("atelier"), "insert into kept values (7)");

  const server = `127.0.0.1:${first.port}`;
  for (const user of ["root", "", "atelier", "root:atelier"]) {
    await expect(ask(`mysql://${user}@${server}/`, "select 1")).rejects.toMatchObject({ code: /^ER_.*(DENIED|AUTH)/ });
  }
  // Its own account may do all with its own databases, and nothing with the server.
  await expect(ask(first.url(""), "create database other")).rejects.toMatchObject({ code: "ER_DBACCESS_DENIED_ERROR" });
  await expect(ask(first.url("mysql"), "show tables")).rejects.toMatchObject({ code: "ER_DBACCESS_DENIED_ERROR" });

  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const again = await startDatabase({ folder, program });
  expect(again.url("x")).toBe(first.url("x"));
  expect(await ask(again.url("atelier"), "select id from kept")).toEqual([{ id: 7 }]);
  await again.stop();

  expect(statSync(path.join(folder, "database.json")).mode & 0o777).toBe(0o600);
  expect(statSync(path.join(folder, "database")).mode & 0o777).toBe(0o700);
  expect(existsSync(path.join(folder, "database/accounts.sql"))).toBe(false);
});

test("what was committed outlives a crash of the server", async () => {
  const crashed = await startDatabase({ folder, program });
  await ask(crashed.url("atelier"), "insert into kept values (8)");
  process.kill(crashed.pid, "SIGKILL");
  await crashed.ended;
  const recovered = await startDatabase({ folder, program, port: crashed.port });
  expect(await ask(recovered.url("atelier"), "select id from kept order by id")).toEqual([{ id: 7 }, { id: 8 }]);
  await recovered.stop();
});

test("a server left running by a killed process is ended before a new one starts", async () => {
  const left = await startDatabase({ folder, program });
  const next = await startDatabase({ folder, program });
  await left.ended;
  expect(isAlive(left.pid)).toBe(false);
  expect(await ask(next.url("atelier"), "select count(*) as rows_kept from kept")).toEqual([{ rows_kept: 2 }]);
  await next.stop();
});

test("the server ends by itself when the process that started it is killed", async () => {
  const script = `
    const { startDatabase } = await import("./scripts/database.mjs");
    const { ensureDatabaseProgram } = await import("./scripts/database-program.mjs");
    await startDatabase({ folder: process.argv[1], program: await ensureDatabaseProgram() });
    console.log("ready");
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ["--input-type=module", "-e", script, folder], {
    stdio: ["ignore", "pipe", 2],
  });
  const outcome = await new Promise((resolve) => {
    starter.stdout?.once("data", () => resolve("ready"));
    starter.once("exit", () => resolve("ended"));
  });
  expect(outcome).toBe("ready");
  const pid = Number(readFileSync(path.join(folder, "database/server.pid"), "utf8"));
  expect(isAlive(pid)).toBe(true);
  starter.kill("SIGKILL");
  expect(await until(() => !isAlive(pid), 20_000)).toBe(true);
});
