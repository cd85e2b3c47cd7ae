import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { database } from "@/db/client";
import { migrate } from "@/db/migrate";
import { claimJob } from "@/db/queries/jobs";
import { auditEntries, blobs, jobs } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { env } from "@/lib/env";
import { picture, shaOf } from "@/lib/server/testing/pictures";
import { blobKey, storage } from "@/lib/storage";
import { listBackupsIn, openBackup } from "@/lib/storage/backups";
import { giveUpBackup, runBackup } from "./run";
import { listBackups, requestBackup } from "./service/ask";
import { backUpBeforeMigration } from "./service/before-migration";
import { readBook } from "./service/files";
import { makeBackup } from "./service/make";
import { restoreBackup } from "./service/restore";

let folder = "";
const options = { withFiles: true, withSecret: true, reason: "asked" as const };

beforeEach(async () => {
  await resetDatabase();
  folder = mkdtempSync(path.join(tmpdir(), "atelier-backups-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(env().backupDir, { recursive: true, force: true });
});

async function keysIn(backup: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of readBook(backup)) keys.push(key);
  return keys;
}

test("a backup holds what rows name, for its owner's eyes alone, and the next one shares it", async () => {
  const owner = await makeUser();
  const first = await picture({ userId: owner.id });
  const one = await makeBackup({ ...options, folder });
  const sha = await shaOf(first);
  expect((await keysIn(one.folder)).filter((key) => !key.startsWith("styles/"))).toEqual(
    ["1280.webp", "320.webp", "640.webp", "full.png"].map((file) => blobKey(sha, file)),
  );
  expect((await stat(one.folder)).mode & 0o077).toBe(0);
  expect((await stat(path.join(one.folder, "database.sql.gz"))).mode & 0o077).toBe(0);
  expect(readFileSync(path.join(one.folder, "secret"), "utf8").trim()).toBe(env().ATELIER_SECRET);

  const second = await picture({ userId: owner.id });
  const two = await makeBackup({ ...options, folder });
  const inode = async (backup: string, sha256: string) =>
    (await stat(path.join(backup, "files", blobKey(sha256, "full.png")))).ino;
  expect(await inode(two.folder, sha)).toBe(await inode(one.folder, sha));
  expect(two.manifest.files?.count).toBe((one.manifest.files?.count ?? 0) + 4);
  // A file that broke since is the good one in the next backup, too; one that is gone for the first time is told.
  await storage().put(blobKey(sha, "full.png"), Buffer.from("broken"));
  await database().update(blobs).set({ mime: "image/png" });
  await storage().remove(blobKey(await shaOf(await picture({ userId: owner.id })), "full.png"));
  const three = await makeBackup({ ...options, folder });
  expect(three.manifest.files).toMatchObject({ missing: 1, damaged: 0 });
  expect(await restoreBackup({ folder: three.folder, isForced: false, isCheck: true })).toMatchObject({ damaged: [] });
  expect(await shaOf(second)).not.toBe(sha);
  expect((await listBackupsIn(folder)).map(({ name }) => name)).toEqual([three.name, two.name, one.name]);
});

test("what was changed afterwards, or is none, is told in words", async () => {
  await picture({ userId: (await makeUser()).id });
  const { folder: place } = await makeBackup({ ...options, folder });
  await expect(openBackup(folder)).rejects.toMatchObject({ options: { words: expect.stringContaining(place) } });
  await expect(openBackup(tmpdir())).rejects.toMatchObject({
    options: { words: expect.stringContaining("no backup") },
  });
  const manifest = readFileSync(path.join(place, "manifest.json"), "utf8");
  writeFileSync(path.join(place, "manifest.json"), manifest.replace('"format": 1', '"format": 99'));
  await expect(openBackup(place)).rejects.toMatchObject({ options: { words: expect.stringContaining("newer") } });
  writeFileSync(path.join(place, "manifest.json"), manifest);
  const check = () => restoreBackup({ folder: place, isForced: true, isCheck: true });
  const dump = readFileSync(path.join(place, "database.sql.gz"));
  dump[40] ^= 1;
  writeFileSync(path.join(place, "database.sql.gz"), dump);
  await expect(check()).rejects.toMatchObject({
    options: { words: expect.stringContaining("database.sql.gz changed") },
  });
  rmSync(path.join(place, "files.jsonl.gz"));
  dump[40] ^= 1;
  writeFileSync(path.join(place, "database.sql.gz"), dump);
  await expect(check()).rejects.toMatchObject({ options: { words: expect.stringContaining("files.jsonl.gz") } });
});

test("a backup is broken off in order, and leaves nothing half", async () => {
  await picture({ userId: (await makeUser()).id });
  const stopping = new AbortController();
  stopping.abort(new Error("told to end"));
  await expect(makeBackup({ ...options, folder, signal: stopping.signal })).rejects.toThrow("told to end");
  expect(await listBackupsIn(folder)).toEqual([]);
  // The guard went with it: the next one begins at once.
  expect((await makeBackup({ ...options, folder })).manifest.files?.count).toBeGreaterThan(0);
});

test("before tables are changed they are backed up, by themselves and the newest only", async () => {
  const url = `${env().DATABASE_URL}_older`;
  await backUpBeforeMigration(url);
  const older = path.join(folder, "migrations");
  cpSync("db/migrations", older, { recursive: true });
  const journal = path.join(older, "meta/_journal.json");
  const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8"));
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, -1) }));
  await migrate(url, older);
  for (let n = 0; n < 5; n++) await backUpBeforeMigration(url);
  const made = await listBackupsIn(env().backupDir);
  expect(made.map(({ manifest }) => [manifest.reason, manifest.files])).toEqual(Array(3).fill(["migration", null]));
  expect(made[0]?.manifest).toMatchObject({
    database: { migrations: entries.length - 1 },
    secret: { isIncluded: false },
  });
  await migrate(url);
  await backUpBeforeMigration(url);
  expect(await listBackupsIn(env().backupDir)).toEqual(made);
});

test("only administrators ask for one and see them; what fails is told", async () => {
  const admin = viewerOf(await makeUser({ role: "admin" }));
  const member = viewerOf(await makeUser());
  await expect(requestBackup(member)).rejects.toMatchObject({ code: "not_found" });
  await expect(listBackups(member)).rejects.toMatchObject({ code: "not_found" });
  await requestBackup(admin);
  await requestBackup(admin);
  expect((await database().select().from(auditEntries)).map(({ action }) => action)).toEqual(["backup.make"]);
  expect(await listBackups(admin)).toMatchObject({ isMaking: true, backups: [] });
  const job = await claimJob("errands");
  if (!job) throw new Error("No job was there.");
  await runBackup(job, new AbortController().signal);
  expect(await listBackups(admin)).toMatchObject({ isMaking: false, lastError: null, backups: [{ faults: 0 }] });
  await requestBackup(admin);
  const next = await claimJob("errands");
  if (!next) throw new Error("No job was there.");
  await giveUpBackup(next, Object.assign(new Error("x"), { code: "ENOSPC" }));
  expect((await listBackups(admin)).lastError).toMatch(/not available/);
  expect(await database().$count(jobs, eq(jobs.status, "failed"))).toBe(1);
});
