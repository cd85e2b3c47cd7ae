import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { findImageBlob } from "@/db/queries/images";
import { claimJob } from "@/db/queries/jobs";
import { images, jobs } from "@/db/schema";
import { makeUser, resetDatabase } from "@/db/testing";
import { clock, minuteMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { encoded, photo, quarters } from "@/lib/imaging/fixtures";
import { markPacket, readMark } from "@/lib/imaging/mark";
import { limits } from "@/lib/limits";
import { storage } from "@/lib/storage";
import { claimDropped } from "@/lib/storage/inbox";
import { pictureKey } from "@/lib/storage/pictures";
import { scanInbox } from "./run/inbox";
import { offerScan } from "./service/inbox";

const inbox = env().inboxDir;
const never = new AbortController().signal;
const realNow = clock.now;
let picture: Buffer;

beforeEach(async () => {
  clock.now = realNow;
  await resetDatabase();
  await rm(inbox, { recursive: true, force: true });
  await mkdir(inbox, { recursive: true });
  picture ??= await encoded(quarters(60, 40), "png");
});
afterAll(async () => {
  clock.now = realNow;
  await closeDatabase();
});

const drop = (name: string | Buffer, bytes: Buffer | string = picture) =>
  writeFile(typeof name === "string" ? path.join(inbox, name) : Buffer.concat([Buffer.from(`${inbox}/`), name]), bytes);
const later = (ms: number) => {
  clock.now = () => new Date(realNow().getTime() + ms);
};
const settle = () => later(limits.inboxSettledMs + 1000);
const waiting = async () => (await readdir(inbox)).filter((name) => name !== ".claimed" && name !== "rejected").sort();
const rejected = () => readdir(path.join(inbox, "rejected")).catch(() => []);
const rows = () => database().select().from(images);
const openJobs = async () => (await database().select().from(jobs)).filter(({ status }) => status === "waiting").length;

/** Runs looks into the inbox until none is in line; answers how many it took. */
async function scan(looksMax = 1): Promise<number> {
  await database().delete(jobs);
  await offerScan();
  for (let looks = 0; ; looks++) {
    const job = looks < looksMax ? await claimJob("errands") : null;
    if (!job) return looks;
    await scanInbox(job, never);
  }
}

describe("what is dropped", () => {
  test("becomes a public, kept picture of the first administrator, and the file goes", async () => {
    await makeUser({ role: "admin", disabledAt: new Date() });
    const admin = await makeUser({ role: "admin" });
    await makeUser({ role: "admin" });
    await drop("Sommer am See.png");
    settle();
    await scan();
    const [row, ...more] = await rows();
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      kind: "uploaded",
      state: "ready",
      name: "Sommer am See.png",
      userId: admin.id,
      isPublic: true,
      isTemp: false,
      width: 60,
      listed: 1,
    });
    expect(await waiting()).toEqual([]);
    expect(await readdir(path.join(inbox, ".claimed"))).toEqual([]);
  });

  test("is nobody's while there is no administrator, and keeps its word that a machine made it", async () => {
    await drop("made.jpg", await encoded(quarters(60, 40).withXmp(markPacket("trainedAlgorithmicMedia")), "jpeg"));
    settle();
    await scan();
    const [row] = await rows();
    expect(row).toMatchObject({ userId: null, guestId: null, isPublic: true });
    const blob = await findImageBlob(row.id);
    const stored = blob && (await storage().read(pictureKey(blob.sha256, blob.mime)));
    expect(stored && (await readMark(stored))).toBe("trainedAlgorithmicMedia");
  });

  test("waits while it is being written, and is looked for again", async () => {
    await drop("slow.png", picture.subarray(0, 50));
    // A copy with an old date is as unfinished as one without.
    await utimes(path.join(inbox, "slow.png"), 1, 1);
    expect(await scan()).toBe(1);
    expect(await rows()).toEqual([]);
    expect(await waiting()).toEqual(["slow.png"]);
    expect(await openJobs()).toBe(1);
    await drop("slow.png");
    settle();
    await scan();
    expect(await rows()).toHaveLength(1);
  });

  test("is moved aside when it is no picture, with all that is wrong with its name", async () => {
    await drop("damaged.png", picture.subarray(0, picture.length - 40));
    await drop("notes.txt", "hello");
    await drop("empty.jpg", "");
    await drop("locked.png");
    await chmod(path.join(inbox, "locked.png"), 0o000);
    settle();
    await scan();
    const isRoot = process.getuid?.() === 0;
    expect((await rejected()).sort()).toEqual([
      "damaged.png",
      "empty.jpg",
      ...(isRoot ? [] : ["locked.png"]),
      "notes.txt",
    ]);
    expect(await waiting()).toEqual([]);
    await drop("notes.txt", "again");
    later(3 * minuteMs);
    await scan();
    expect(await rejected()).toContain("notes.txt");
    expect((await rejected()).filter((name) => name.endsWith("notes.txt"))).toHaveLength(2);
    expect(await readFile(path.join(inbox, "rejected", "notes.txt"), "utf8")).toBe("hello");
  });

  test("may be called anything; links, folders and hidden files are left alone", async () => {
    const names = [
      "-rf.png",
      "a\nb.png",
      "…夕焼け.png",
      "\u202egnp.png",
      "'; drop table images;.png",
      `${"x".repeat(250)}.png`,
    ];
    for (const name of names) await drop(name);
    await drop(Buffer.from([0xff, 0xfe, 0x2e, 0x70, 0x6e, 0x67]));
    await drop(".hidden.png");
    await mkdir(path.join(inbox, "folder"));
    await symlink("/etc/hostname", path.join(inbox, "link.png"));
    settle();
    await scan();
    expect((await rows()).map(({ name }) => name).sort()).toEqual(
      [
        "-rf.png",
        "ab.png",
        "…夕焼け.png",
        "gnp.png",
        "'; drop table images;.png",
        `${"x".repeat(196)}.png`,
        "png",
      ].sort(),
    );
    expect(await waiting()).toEqual([".hidden.png", "folder", "link.png"]);
    expect(await rejected()).toEqual([]);
  });
});

describe("many", () => {
  test("are taken in by parts, each with a job of its own", async () => {
    for (let n = 0; n < limits.inboxBatch * 2 + 1; n++) await drop(`${n}.png`);
    settle();
    await scan();
    expect(await rows()).toHaveLength(limits.inboxBatch);
    expect(await openJobs()).toBe(1);
    expect(await scan(9)).toBe(2);
    expect(await rows()).toHaveLength(limits.inboxBatch * 2 + 1);
    expect(new Set((await rows()).map(({ blobId }) => blobId)).size).toBe(1);
  });

  test("ten thousand cost no listing more than the asking", async () => {
    for (let n = 0; n < 10_000; n += 100)
      await Promise.all(Array.from({ length: 100 }, (_, k) => drop(`${n + k}.png`, "x")));
    settle();
    const began = performance.now();
    await offerScan();
    expect(performance.now() - began).toBeLessThan(500);
    expect(await openJobs()).toBe(1);
    await offerScan();
    expect(await openJobs()).toBe(1);
    const { dropped, isMore } = await claimDropped(inbox, limits.inboxBatch);
    expect([dropped.length, isMore]).toEqual([limits.inboxBatch, true]);
  });

  test("workers at once take each file once", async () => {
    for (let n = 0; n < 30; n++) await drop(`${n}.png`);
    settle();
    const claims = await Promise.all(Array.from({ length: 4 }, () => claimDropped(inbox, 100)));
    const names = claims.flatMap(({ dropped }) => dropped.map(({ name }) => name));
    expect(names).toHaveLength(30);
    expect(new Set(names).size).toBe(30);
  });
});

describe("a worker that ends in the middle", () => {
  test("leaves what another takes up, and what was written already is not written twice", async () => {
    await drop("one.png");
    settle();
    const { dropped } = await claimDropped(inbox, 10);
    expect((await claimDropped(inbox, 10)).dropped).toEqual([]);
    later(limits.inboxClaimMs + minuteMs);
    await scan();
    expect((await rows()).map(({ uuid }) => uuid)).toEqual(dropped.map(({ uuid }) => uuid));
    // The same again, as if the first had died after its row and before the file went.
    const folder = path.join(inbox, ".claimed", dropped[0].uuid);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "one.png"), picture);
    await utimes(folder, 1, 1);
    await scan();
    expect(await rows()).toHaveLength(1);
    expect(await readdir(path.join(inbox, ".claimed"))).toEqual([]);
  });

  test("or is told to, puts back what it held; so does a storage that is not there", async () => {
    await drop("one.png", await encoded(photo(70, 50), "png"));
    settle();
    await offerScan();
    const job = await claimJob("errands");
    if (!job) throw new Error("no job");
    await expect(scanInbox(job, AbortSignal.abort())).rejects.toThrow();
    expect(await waiting()).toEqual(["one.png"]);
    const root = path.join(env().dataDir, "images");
    await storage().check();
    const away = await mkdtemp(path.join(env().dataDir, "away-"));
    await rename(root, path.join(away, "images"));
    try {
      later(2 * minuteMs);
      await expect(scanInbox(job, never)).rejects.toMatchObject({ code: "unavailable" });
      expect(await waiting()).toEqual(["one.png"]);
      expect(await rows()).toEqual([]);
    } finally {
      await rename(path.join(away, "images"), root);
    }
  });
});
