import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
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
const temporaryFiles = () => readdir(path.join(root, ".tmp"));

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

describe("keys", () => {
  it("never lead out of the storage", async () => {
    await storage.put(keyOf("x"), Buffer.from("x"));
    await writeFile(path.join(folder, "secret.jpg"), "secret");
    const tricks = [
      "../secret.jpg",
      "a/../../secret.jpg",
      "/etc/passwd.jpg",
      "a//b.jpg",
      "a\\b.jpg",
      "./a/b.jpg",
      ".tmp/a.jpg",
    ];
    for (const key of [
      ...tricks,
      "a/%2e%2e/b.jpg",
      "a/b.jpg\0",
      `${folder}/secret.jpg`,
      "secret.jpg",
      ".atelier",
      "",
    ]) {
      expect(() => storage.open(key)).toThrow(RangeError);
      expect(() => storage.read(key)).toThrow(RangeError);
      await expect(storage.put(key, Buffer.from("x"))).rejects.toThrow(RangeError);
      await expect(storage.exists(key)).rejects.toThrow(RangeError);
      await expect(storage.remove(key)).rejects.toThrow(RangeError);
    }
  });
});

describe("storing", () => {
  it("gives back what was put, as a whole and as a stream", async () => {
    const bytes = randomBytes(700_000);
    await storage.put(keyOf("a"), bytes);
    await storage.put("styles/oil.webp", Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]));
    for (const key of [keyOf("a"), "styles/oil.webp"]) {
      expect((await storage.read(key))?.equals(bytes)).toBe(true);
      const opened = await storage.open(key);
      if (!opened) throw new Error("not there");
      expect(opened).toMatchObject({ bytes: 700_000, range: { start: 0, end: 699_999 } });
      expect((await buffer(opened.stream)).equals(bytes)).toBe(true);
    }
  });

  it("leaves no temporary file, and files that only the owner can read", async () => {
    await storage.put(keyOf("a"), Buffer.from("a"));
    expect(await temporaryFiles()).toEqual([]);
    const file = path.join(root, keyOf("a"));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (let at = path.dirname(file); at !== folder; at = path.dirname(at)) {
      expect((await stat(at)).mode & 0o077).toBe(0);
    }
  });

  it("knows what it has not", async () => {
    expect(await storage.open(keyOf("none"))).toBeNull();
    expect(await storage.read(keyOf("none"))).toBeNull();
    expect(await storage.exists(keyOf("none"))).toBe(false);
    await storage.remove(keyOf("none"));
    expect(await keysOf()).toEqual([]);
  });

  it("gives parts of a file", async () => {
    await storage.put(keyOf("a"), Buffer.from("0123456789"));
    const part = async (start: number, end: number) => {
      const opened = await storage.open(keyOf("a"), { start, end });
      return opened && { text: (await buffer(opened.stream)).toString(), range: opened.range, bytes: opened.bytes };
    };
    expect(await part(0, 0)).toEqual({ text: "0", range: { start: 0, end: 0 }, bytes: 10 });
    expect(await part(3, 5)).toEqual({ text: "345", range: { start: 3, end: 5 }, bytes: 10 });
    expect(await part(7, 99)).toEqual({ text: "789", range: { start: 7, end: 9 }, bytes: 10 });
    for (const [start, end] of [
      [10, 12],
      [5, 4],
      [-1, 3],
      [0.5, 3],
      [Number.NaN, 3],
    ]) {
      await expect(part(start, end)).rejects.toThrow(RangeError);
    }
  });

  it("removes a file and the folders it leaves empty, no others", async () => {
    await storage.put(keyOf("a"), Buffer.from("a"));
    await storage.put(keyOf("a", "320.webp"), Buffer.from("a"));
    await storage.remove(keyOf("a"));
    expect(await keysOf()).toEqual([keyOf("a", "320.webp")]);
    await storage.remove(keyOf("a", "320.webp"));
    expect((await readdir(root)).sort()).toEqual([".atelier", ".tmp"]);
  });

  it("lists what it has in order, with sizes, below a prefix", async () => {
    const keys = ["a", "b", "c", "d"].flatMap((text) => [keyOf(text), keyOf(text, "320.webp")]).sort();
    for (const key of keys) await storage.put(key, Buffer.from(key));
    expect(await keysOf()).toEqual(keys);
    expect(await keysOf(keys[4].slice(0, 5))).toEqual(keys.slice(4, 6));
    expect(await keysOf(keys[4].slice(0, 1))).toEqual(keys.filter((key) => key[0] === keys[4][0]));
    expect(await keysOf("zz/")).toEqual([]);
    for await (const { bytes, modifiedAt, key } of storage.list()) {
      expect(bytes).toBe(key.length);
      expect(modifiedAt.getTime()).toBe((await stat(path.join(root, key))).mtime.getTime());
    }
  });

  it("stores and removes the same file from many sides at once", async () => {
    const bytes = randomBytes(50_000);
    const turns = Array.from({ length: 60 }, (_, index) =>
      index % 3 === 2 ? storage.remove(keyOf("a")) : storage.put(keyOf("a"), bytes),
    );
    await Promise.all(turns);
    await storage.put(keyOf("a"), bytes);
    expect((await storage.read(keyOf("a")))?.equals(bytes)).toBe(true);
    expect(await temporaryFiles()).toEqual([]);
  });
});

describe("all or nothing", () => {
  it("keeps the old file and nothing half-written when the bytes stop coming", async () => {
    await storage.put(keyOf("a"), Buffer.from("old"));
    async function* broken() {
      yield randomBytes(300_000);
      throw new Error("the sender is gone");
    }
    expect(await codeOf(storage.put(keyOf("a"), Readable.from(broken())))).toBe("unavailable");
    expect(await codeOf(storage.put(keyOf("b"), Readable.from(broken())))).toBe("unavailable");
    expect((await storage.read(keyOf("a")))?.toString()).toBe("old");
    expect(await keysOf()).toEqual([keyOf("a")]);
    expect(await temporaryFiles()).toEqual([]);
  });

  it("shows readers the old file or the new one, never a part", async () => {
    const [old, fresh] = [Buffer.alloc(400_000, "o"), Buffer.alloc(400_000, "n")];
    await storage.put(keyOf("a"), old);
    let writing = true;
    const writes = (async () => {
      for (let turn = 0; turn < 10; turn++) await storage.put(keyOf("a"), turn % 2 ? old : fresh);
      writing = false;
    })();
    while (writing) {
      const seen = await storage.read(keyOf("a"));
      expect(seen?.equals(old) || seen?.equals(fresh)).toBe(true);
    }
    await writes;
  });

  it("sweeps what a crash left, once it is old", async () => {
    await storage.put(keyOf("a"), Buffer.from("a"));
    const [stale, recent] = ["stale", "recent"].map((name) => path.join(root, ".tmp", name));
    await writeFile(stale, "half");
    await writeFile(recent, "half");
    await utimes(stale, 1000, 1000);
    expect(await storage.sweepTemporary(3_600_000)).toBe(1);
    expect(await temporaryFiles()).toEqual(["recent"]);
    expect(await keysOf()).toEqual([keyOf("a")]);
  });
});

describe("a disk without room", () => {
  it("says so in words, and keeps nothing half-written", async () => {
    // A real limit of the system on what a process may write: the same failure without needing a disk to fill.
    const script = `
      const { diskStorage } = await import("./lib/storage/disk.ts");
      const storage = diskStorage(process.argv[1]);
      await storage.put(process.argv[2], Buffer.from("small"));
      const error = await storage.put(process.argv[3], Buffer.alloc(900_000, "x")).catch((thrown) => thrown);
      console.log(JSON.stringify({ code: error.code, words: error.words, message: error.message }));`;
    const command = 'ulimit -f 200; exec "$0" --import tsx --input-type=module -e "$@"';
    const { stdout } = await promisify(execFile)(
      "sh",
      ["-c", command, process.execPath, script, root, keyOf("small"), keyOf("large")],
      { cwd: path.resolve(import.meta.dirname, "../..") },
    );
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ code: "unavailable", words: "There is no room left for pictures on this server." });
    expect(answer.message).not.toContain(folder);
    expect(await keysOf()).toEqual([keyOf("small")]);
    expect(await temporaryFiles()).toEqual([]);
  });

  it("does the same on a small disk that is really full, where one can be mounted", async () => {
    await mkdir(root);
    const mounted = await promisify(execFile)("mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", root]).then(
      () => true,
      () => false,
    );
    try {
      await storage.put(keyOf("small"), Buffer.from("small"));
      const filling = storage.put(keyOf("large"), Buffer.alloc(900_000, "x"));
      expect(await codeOf(filling)).toBe(mounted ? "unavailable" : undefined);
      expect(await keysOf()).toEqual(mounted ? [keyOf("small")] : [keyOf("small"), keyOf("large")].sort());
      expect(await temporaryFiles()).toEqual([]);
    } finally {
      if (mounted) await promisify(execFile)("umount", [root]);
    }
  });
});
