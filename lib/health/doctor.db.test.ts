import { utimes } from "node:fs/promises";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { backends, jobs, leakChecks, models, processes } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { clock, dayMs, fromNow, hourMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { newUuid } from "@/lib/ids";
import { picture, shaOf } from "@/lib/server/testing/pictures";
import { blobKey, storage } from "@/lib/storage";
import { fillInStyles } from "@/lib/styles/service";
import type { FindingDto } from "./schema";
import { examine, examineAll } from "./service/examine";

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
  for await (const { key } of storage().list()) await storage().remove(key);
});

async function look(isThorough = true): Promise<FindingDto[]> {
  const found: FindingDto[] = [];
  const signal = new AbortController().signal;
  for await (const one of examine(null, { isThorough, signal })) found.push(one);
  return found;
}

const codesOf = (found: FindingDto[]) => found.map(({ code }) => code);
const wrong = (found: FindingDto[]) => codesOf(found.filter(({ level }) => level === "wrong"));

async function runProcess(kind: "server" | "worker") {
  const now = clock.now();
  await database().insert(processes).values({ uuid: newUuid(), kind, host: "here", startedAt: now, seenAt: now });
}

test("where all is well nothing is wrong, and nothing is changed by looking", async () => {
  await picture({ userId: (await makeUser()).id });
  const tables = async () => (await database().execute(sql`checksum table images, blobs, jobs, settings, users`))[0];
  const before = await tables();
  const found = await look();
  expect(wrong(found)).toEqual([]);
  for (const code of [
    "databaseFine",
    "filesFine",
    "backendFine",
    "mailOutbox",
    "secretFine",
    "workStopped",
    "leaksNone",
  ]) {
    expect(codesOf(found)).toContain(code);
  }
  expect(await tables()).toEqual(before);
});

test("files that are missing, broken or nobody's are named", async () => {
  const owner = await makeUser();
  const [gone, broken, short] = [await picture({ userId: owner.id }), await picture(), await picture()];
  await storage().remove(blobKey(await shaOf(gone), "full.png"));
  await storage().put(blobKey(await shaOf(broken), "full.png"), Buffer.alloc(broken.full.length, 1));
  await storage().put(blobKey(await shaOf(short), "320.webp"), Buffer.from("x"));
  const [old, young] = ["a".repeat(64), "b".repeat(64)].map((sha256) => blobKey(sha256, "full.jpg"));
  for (const key of [old, young]) await storage().put(key, Buffer.from("nobody's"));
  const past = fromNow(-2 * dayMs);
  await utimes(path.join(env().dataDir, "images", old), past, past);
  const found = await look();
  const of = (code: string) => found.find((one) => one.code === code)?.values;
  expect(of("filesMissing")).toEqual({ count: 1, names: blobKey(await shaOf(gone), "full.png") });
  expect(of("filesDamaged")).toMatchObject({ count: 2 });
  expect(of("filesUntracked")).toEqual({ count: 1, megabytes: 1, names: old });
  expect(wrong(found)).toEqual(["filesMissing", "filesDamaged"]);
  // So few are all looked at, also when chance chooses.
  expect(wrong(await look(false))).toEqual(["filesMissing", "filesDamaged"]);
});

test("work that stands still is told, with the reason", async () => {
  const job = { name: "sweep.run", pool: "errands", payload: {}, lane: "system", rank: 1, attemptsMax: 3 };
  const past = fromNow(-hourMs);
  await database()
    .insert(jobs)
    .values([
      { ...job, status: "running", runAfter: past, leasedUntil: past, createdAt: past },
      { ...job, status: "waiting", runAfter: past, createdAt: past },
      { ...job, status: "failed", runAfter: past, createdAt: past, finishedAt: past },
    ]);
  await runProcess("server");
  expect(wrong(await look())).toEqual(["workerGone"]);
  await runProcess("worker");
  const found = await look();
  expect(wrong(found)).toEqual(["jobsStuck"]);
  expect(found.find(({ code }) => code === "jobsLate")?.values).toEqual({ count: 1, minutes: 60 });
  expect(codesOf(found)).toContain("jobsFailed");
});

test("backends, models, keys and mail servers that are gone, and what leaked", async () => {
  const now = clock.now();
  const base = { enabled: true, createdAt: now, updatedAt: now };
  const [{ id }] = await database()
    .insert(backends)
    .values({ ...base, kind: "comfyui", name: "Away", config: { address: "http://127.0.0.1:1" } })
    .$returningId();
  await database()
    .insert(backends)
    .values({ ...base, kind: "comfyui", name: "Sealed", config: { address: "http://127.0.0.1:1" }, secrets: "AAAA" });
  const model = { backendId: id, title: "Old", createdAt: now };
  await database()
    .insert(models)
    .values([
      { ...model, name: "a", shutdownAt: fromNow(-dayMs) },
      { ...model, name: "b", shutdownAt: fromNow(5 * dayMs) },
      { ...model, name: "c", shutdownAt: fromNow(90 * dayMs) },
    ]);
  await saveSetting(database(), "smtp_url", "smtp://127.0.0.1:1");
  await saveSetting(database(), "public_url", "http://pictures.example.org");
  await database().insert(leakChecks).values({ status: "done", leaks: 3, createdAt: now, finishedAt: now });
  const found = await look();
  expect(wrong(found).sort()).toEqual(
    ["backendBroken", "backendBroken", "leaksFound", "mailBroken", "modelEnded", "secretsSealed"].sort(),
  );
  expect(codesOf(found).filter((code) => code === "modelEnding")).toHaveLength(1);
  expect(codesOf(found)).toContain("addressPlain");
  expect(found.find(({ code }) => code === "secretsSealed")?.values).toEqual({ names: "Sealed" });
  await database().delete(backends).where(eq(backends.kind, "comfyui"));
});

test("in the browser it is the administrator's, what is worst first", async () => {
  const calm = { isThorough: false, signal: new AbortController().signal };
  await expect(examineAll(viewerOf(await makeUser()), calm)).rejects.toMatchObject({ code: "not_found" });
  await runProcess("server");
  const found = await examineAll(viewerOf(await makeUser({ role: "admin" })), calm);
  expect(found[0]?.code).toBe("workerGone");
  expect(found.at(-1)?.level).toBe("fine");
});
