import { sql } from "drizzle-orm";
import mysql from "mysql2/promise";
import { afterAll, beforeEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { database, inTransaction } from "./client";
import { openSnapshot, type Snapshot } from "./dump";
import { inspectTarget, loadDump } from "./load";
import { areFilesGuarded, removeBlob } from "./queries/blobs";
import { makeBlob, makeImage, makeUser, resetDatabase } from "./testing";

const source = env().DATABASE_URL ?? "";
const target = `${source}_restored`;
let snapshot: Snapshot | null = null;

beforeEach(resetDatabase);
afterAll(() => snapshot?.destroy());

async function take(): Promise<Snapshot> {
  snapshot = await openSnapshot(source);
  if (!snapshot) throw new Error("Another snapshot is open.");
  return snapshot;
}

async function collect<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of from) all.push(one);
  return all;
}

async function* linesOf(lines: string[]) {
  yield* lines;
}

/** Every row of a table, as the server writes it. */
async function rowsOf(url: string, table: string) {
  const connection = await mysql.createConnection({ uri: url, dateStrings: true, charset: "utf8mb4_unicode_ci" });
  try {
    const [rows] = await connection.query(`select * from \`${table}\` order by 1`);
    return rows;
  } finally {
    await connection.end();
  }
}

test("what is loaded is what was there: odd letters, bytes, numbers, computed columns", async () => {
  const odd = "'\"\\ \\n\n\r\0\x1a\t\u2028\u2029 % _ ; -- /* 🦊 漢字 ﷽ \\";
  const user = await makeUser({ name: odd, createdAt: new Date("2026-01-02T03:04:05.678Z") });
  const recipe = { backend: "x", model: odd, version: 1, prompt: odd, negativePrompt: null, style: null } as const;
  await makeImage({
    userId: user.id,
    isPublic: true,
    prompt: odd,
    strength: 0.1 + 0.2,
    recipe: { ...recipe, strength: 1e-7, params: { a: "\n" }, seed: 4_294_967_295, width: 1, height: 1 },
  });
  await database().execute(
    sql`create table if not exists odd_bytes (id int primary key, b varbinary(300), z blob, e varchar(5), f bit(9))`,
  );
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
  await database().execute(
    sql`insert into odd_bytes values (1, ${bytes}, ${bytes}, '', b'101010101'), (2, '', null, null, null)`,
  );
  try {
    const { statements, rows, destroy } = await take();
    const lines = await collect(statements());
    destroy();
    expect(lines.every((line) => !line.includes("\n") && line.endsWith(";"))).toBe(true);
    expect((await inspectTarget(target)).unfinished).toBeNull();
    await loadDump(target, "one", linesOf(lines), Object.fromEntries(rows));
    for (const table of rows.keys())
      expect([table, await rowsOf(target, table)]).toEqual([table, await rowsOf(source, table)]);
    expect(rows.get("images")).toBe(1);
    // And once more over what is there.
    await loadDump(target, "two", linesOf(lines), Object.fromEntries(rows));
    expect(await rowsOf(target, "users")).toEqual(await rowsOf(source, "users"));
  } finally {
    await database().execute(sql`drop table odd_bytes`);
  }
});

test("it is one moment: rows that come while it is read are not in it", async () => {
  await makeUser();
  const { statements, rows } = await take();
  const user = await makeUser();
  await makeImage({ userId: user.id });
  const lines = await collect(statements());
  expect(rows.get("users")).toBe(1);
  expect(rows.get("images")).toBe(0);
  expect(lines.join()).not.toContain(user.email);
  snapshot?.destroy();
});

test("a restore cut short is known for what it is, and begun anew", async () => {
  await makeUser();
  const { statements, rows, destroy } = await take();
  const lines = await collect(statements());
  destroy();
  async function* cut() {
    yield* lines.slice(0, 12);
    throw new Error("power cut");
  }
  await expect(loadDump(target, "mine", cut(), {})).rejects.toThrow("power cut");
  expect((await inspectTarget(target)).unfinished).toBe("mine");
  await loadDump(target, "mine", linesOf(lines), Object.fromEntries(rows));
  expect((await inspectTarget(target)).unfinished).toBeNull();
  const fewer = lines.filter((line) => !line.startsWith("INSERT INTO `users`"));
  await expect(loadDump(target, "less", linesOf(fewer), { users: 1 })).rejects.toThrow("The table users has 0 rows");
});

test("no bytes go while a backup is made; only one is made at a time", async () => {
  const unshown = await makeBlob({ refs: 0 });
  const { end, close } = await take();
  expect(await openSnapshot(source)).toBeNull();
  let erased = 0;
  const erase = async () => void erased++;
  const remove = () => inTransaction((tx) => removeBlob(tx, unshown.sha256, erase));
  expect(await remove()).toBe(false);
  await end();
  expect(await areFilesGuarded(database())).toBe(true);
  expect(await remove()).toBe(false);
  await close();
  expect([await remove(), erased]).toEqual([true, 1]);
});

test("a guard that was lost is told", async () => {
  const { end, close } = await take();
  await end();
  const [holders] = await database().execute(
    sql`select is_used_lock(concat('atelier.backup.', left(sha1(database()), 32))) as id`,
  );
  const [{ id }] = holders as unknown as [{ id: number }];
  await database().execute(sql.raw(`kill ${id}`));
  await expect(close()).rejects.toThrow("connection to the database was lost");
});
