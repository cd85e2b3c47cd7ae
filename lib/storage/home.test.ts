import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import type { Storage } from "./define";
import { diskStorage } from "./disk";
import { blobKey } from "./key";

let folder: string;
let root: string;
let storage: Storage;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "atelier-storage-"));
  root = path.join(folder, "images");
  storage = diskStorage(root);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const shaOf = (text: string) => createHash("sha256").update(text).digest("hex");
const keyOf = (text: string, file = "full.jpg") => blobKey(shaOf(text), file);
async function keysOf(prefix?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys;
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.code : undefined;
}

describe("a storage that is gone", () => {
  const unavailable = { ok: false, reason: "missing" };

  it("is made on first use and found again by the next process", async () => {
    expect(await storage.check()).toMatchObject({ ok: true, freeBytes: expect.any(Number) });
    await storage.put(keyOf("a"), Buffer.from("a"));
    const next = diskStorage(root);
    expect(await next.check()).toMatchObject({ ok: true });
    expect((await next.read(keyOf("a")))?.toString()).toBe("a");
  });

  it("can be begun by many at once", async () => {
    const many = Array.from({ length: 12 }, () => diskStorage(root));
    await Promise.all(many.map((each, index) => each.put(keyOf(String(index)), Buffer.from("x"))));
    expect(await keysOf()).toHaveLength(12);
  });

  for (const [how, emptied] of [
    ["folder is missing", false],
    ["disk is not mounted", true],
  ] as const) {
    it(`is reported and never replaced when its ${how}`, async () => {
      await storage.put(keyOf("a"), Buffer.from("a"));
      await rename(root, `${root}-elsewhere`);
      if (emptied) await mkdir(root);
      for (const each of [storage, diskStorage(root)]) {
        expect(await each.check()).toMatchObject(unavailable);
        expect(await codeOf(each.put(keyOf("b"), Buffer.from("b")))).toBe("unavailable");
        expect(await codeOf(each.put(keyOf("b"), Readable.from(["b"])))).toBe("unavailable");
        // Not "there is none": rows must not be marked as missing their file.
        expect(await codeOf(each.open(keyOf("a")))).toBe("unavailable");
        expect(await codeOf(each.read(keyOf("a")))).toBe("unavailable");
        expect(await codeOf(each.exists(keyOf("a")))).toBe("unavailable");
        expect(await codeOf(each.list().next())).toBe("unavailable");
        expect(await codeOf(each.sweepTemporary(0))).toBe("unavailable");
      }
      expect(await readdir(folder)).toEqual([...(emptied ? ["images"] : []), "images-elsewhere", "images.known"]);
      if (emptied) await rm(root, { recursive: true });
      await rename(`${root}-elsewhere`, root);
      expect(await storage.check()).toMatchObject({ ok: true });
      expect((await storage.read(keyOf("a")))?.toString()).toBe("a");
    });
  }

  it("names the folder to administrators only", async () => {
    await storage.put(keyOf("a"), Buffer.from("a"));
    await rm(root, { recursive: true });
    const health = await storage.check();
    expect(health.ok ? "" : health.adminDetail).toContain(root);
    await expect(storage.put(keyOf("b"), Buffer.from("b"))).rejects.not.toThrow(folder);
  });

  it("is failing, not empty, where its folder cannot be one", async () => {
    await writeFile(path.join(folder, "file"), "");
    const blocked = diskStorage(path.join(folder, "file", "images"));
    expect(await blocked.check()).toMatchObject({ ok: false, reason: "failing" });
    expect(await codeOf(blocked.put(keyOf("a"), Buffer.from("a")))).toBe("unavailable");
  });

  it("may lie behind a link to another disk", async () => {
    await mkdir(path.join(folder, "disk"));
    await symlink(path.join(folder, "disk"), root);
    await storage.put(keyOf("a"), Buffer.from("a"));
    expect(await readFile(path.join(folder, "disk", keyOf("a")), "utf8")).toBe("a");
    expect(await keysOf()).toEqual([keyOf("a")]);
  });
});
