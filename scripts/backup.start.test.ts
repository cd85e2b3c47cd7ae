import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainPng } from "@/e2e/pictures/make";
import { freePort } from "./database-place.mjs";
import { environmentWithoutSettings } from "./quiet-settings.mjs";
import { until } from "./run.mjs";

// A drill of what a backup is for: everything burns down, and comes back on an empty machine.

let folder = "";
let port = 0;
let running: { process: ChildProcess; said: () => string; ended: Promise<number | null> } | null = null;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "atelier-backup-"));
  port = await freePort();
});
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(script: string, machine: string, ...words: string[]) {
  const own = { PORT: String(port), DATA_DIR: path.join(folder, machine), LOG_LEVEL: "warn", WORKER_THREADS: "1" };
  const child = spawn(process.execPath, [`scripts/${script}.mjs`, ...words], {
    env: { ...environmentWithoutSettings(), ...own, SETUP_CODE: "DRILL-CODE" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const collect = (chunk: string) => {
    text += chunk;
  };
  child.stdout.setEncoding("utf8").on("data", collect);
  child.stderr.setEncoding("utf8").on("data", collect);
  return { process: child, said: () => text, ended: once(child, "close").then(([status]) => status as number | null) };
}

async function start(machine: string): Promise<void> {
  running = run("start", machine);
  await Promise.race([until(() => running?.said().includes("Atelier is ready") ?? true, 100_000), running.ended]);
  expect(running.said()).toContain("Atelier is ready");
}

async function stop(): Promise<void> {
  running?.process.kill("SIGTERM");
  await running?.ended;
  running = null;
}

/** Runs a command to its end. */
async function command(
  script: string,
  machine: string,
  ...words: string[]
): Promise<{ status: number | null; said: string }> {
  const begun = run(script, machine, ...words);
  const status = await begun.ended;
  return { status, said: begun.said() };
}

const ask = (address: string, token?: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${address}`, {
    ...init,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });

async function bytesOf(uuid: string, token?: string): Promise<string> {
  const answer = await ask(`/media/${uuid}/full`, token);
  return `${answer.status} ${Buffer.from(await answer.arrayBuffer()).toString("base64")}`;
}

async function listPublic(): Promise<string[]> {
  const answer = await ask("/api/image/public?limit=100&sort=created");
  const { data }: { data: { uuid: string }[] } = await answer.json();
  return data.map(({ uuid }) => uuid);
}

async function upload(token: string): Promise<string> {
  const form = new FormData();
  form.set("image", new Blob([new Uint8Array(plainPng(60, 40))], { type: "image/png" }), "mine.png");
  form.set("is_public", "false");
  const answer = await ask("/api/images/upload", token, { method: "POST", body: form });
  expect(answer.status).toBe(201);
  const { image_uuid }: { image_uuid: string } = await answer.json();
  return image_uuid;
}

test("backed up while pictures are made, restored on an empty machine: the doctor is content, the bytes are the same", async () => {
  await start("first");
  const account = {
    email: "ada@example.org",
    name: "Ada",
    password: "turpentine and linseed",
    setupCode: "DRILL-CODE",
  };
  const registered = await fetch(`http://127.0.0.1:${port}/api/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(account),
  });
  const { accessToken: token } = (await registered.json()).data;
  const mine = await upload(token);
  expect(await until(async () => (await listPublic()).length > 0, 60_000, 200)).toBe(true);

  const kept = path.join(folder, "kept");
  const backup = await command("backup", "first", kept);
  expect([backup.status, backup.said]).toEqual([0, expect.stringContaining("The secret is in it")]);
  const [name] = readdirSync(kept);
  const place = path.join(kept, name);
  const manifest = JSON.parse(readFileSync(path.join(place, "manifest.json"), "utf8"));
  expect(manifest.files).toMatchObject({ missing: 0, damaged: 0 });
  // Work went on meanwhile, and a second backup shares what the first has.
  expect(await until(async () => (await listPublic()).length > manifest.database.tables.blobs, 60_000, 200)).toBe(true);
  expect((await command("backup", "first", kept)).status).toBe(0);
  const before = new Map<string, string>();
  for (const uuid of await listPublic()) before.set(uuid, await bytesOf(uuid));
  before.set(mine, await bytesOf(mine, token));
  const isRunning = await command("restore", "first", place);
  expect([isRunning.status, isRunning.said]).toEqual([1, expect.stringContaining("Stop it first.")]);
  await stop();
  rmSync(path.join(folder, "first"), { recursive: true, force: true });

  const restored = await command("restore", "second", place);
  expect([restored.status, restored.said]).toEqual([0, expect.stringContaining("Restored the backup of")]);
  const doctor = await command("doctor", "second", "--all", "--json");
  const findings = doctor.said.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  expect(findings.filter(({ level }) => level === "wrong")).toEqual([]);
  expect(findings.map(({ code }) => code)).toContain("filesFine");
  expect(doctor.status).toBe(0);
  const again = await command("restore", "second", place);
  expect([again.status, again.said]).toEqual([1, expect.stringContaining("The database is not empty.")]);

  await start("second");
  const after = await listPublic();
  expect(after.length).toBeGreaterThan(0);
  for (const uuid of after.filter((one) => before.has(one))) expect(await bytesOf(uuid)).toBe(before.get(uuid));
  // The session of before still holds: the secret came along. To strangers the picture is as missing as it was.
  expect(await bytesOf(mine, token)).toBe(before.get(mine));
  expect(await bytesOf(mine)).toMatch(/^404 /);
  await stop();

  const files = path.join(place, "files");
  const [some] = readdirSync(files, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".webp"));
  const content = readFileSync(path.join(files, some));
  rmSync(path.join(files, some));
  writeFileSync(path.join(files, some), content.subarray(1));
  const check = await command("restore", "third", place, "--check");
  expect([check.status, check.said]).toEqual([1, expect.stringContaining("The backup is damaged.")]);
  const damaged = await command("restore", "third", place);
  expect([damaged.status, damaged.said]).toEqual([1, expect.stringContaining("The database was not touched.")]);
  const forced = await command("restore", "third", place, "--force");
  expect([forced.status, forced.said]).toEqual([0, expect.stringContaining("is missing or damaged in the backup")]);
}, 400_000);
