import { randomUUID } from "node:crypto";
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
  unlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import type { ByteRange, OpenedFile, Storage, StorageHealth, StoredFile } from "./define";
import { codeOf, reasonOf, unavailable } from "./failure";
import { diskHome } from "./home";
import { isKey } from "./key";

/** Files and folders are readable by the owner alone. */
const fileMode = 0o600;
const folderMode = 0o700;
const readChunkBytes = 256 * 1024;

/**
 * Pictures as files under `root`, which may be a disk of its own. Half-written files live in `root/.tmp`, on the
 * same file system, and get their name only when they are complete and on the disk.
 */
export function diskStorage(root: string): Storage {
  const home = diskHome(root);
  const fileOf = (key: string) => {
    if (!isKey(key)) throw new RangeError("not a storage key");
    return path.join(root, key);
  };

  /** Runs a reading step; a file that is not there is null only while the storage itself is. */
  async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RangeError) throw error;
      if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR") throw unavailable(error);
      await home.require();
      return null;
    }
  }

  return {
    async put(key, content) {
      const file = fileOf(key);
      await home.require();
      const temporary = path.join(home.temporary, randomUUID());
      try {
        await writeDurably(temporary, content);
        await moveInto(root, temporary, file);
      } catch (error) {
        await rm(temporary, { force: true });
        throw unavailable(error);
      }
    },
    open(key, range) {
      const file = fileOf(key);
      return orNull(() => openPart(file, range));
    },
    read(key) {
      const file = fileOf(key);
      return orNull(() => readFile(file));
    },
    async exists(key) {
      const file = fileOf(key);
      return (await orNull(() => stat(file))) !== null;
    },
    async remove(key) {
      const file = fileOf(key);
      await orNull(() => unlink(file));
      await removeEmptyFolders(root, path.dirname(file));
    },
    async *list(prefix = "") {
      await home.require();
      yield* walk(root, "", prefix);
    },
    async check() {
      try {
        await home.require();
        const probe = path.join(home.temporary, randomUUID());
        try {
          await writeDurably(probe, Buffer.from("probe"));
        } finally {
          await rm(probe, { force: true });
        }
        const { bavail, bsize } = await statfs(root);
        return { ok: true, freeBytes: bavail * bsize };
      } catch (error) {
        return unhealthy(root, error);
      }
    },
    async sweepTemporary(olderThanMs) {
      await home.require();
      let swept = 0;
      for (const name of await readdir(home.temporary)) {
        const file = path.join(home.temporary, name);
        const found = await orNull(() => stat(file));
        if (!found || Date.now() - found.mtimeMs < olderThanMs) continue;
        await rm(file, { force: true });
        swept++;
      }
      return swept;
    },
  };
}

async function writeDurably(file: string, content: Uint8Array | Readable): Promise<void> {
  const handle = await open(file, "wx", fileMode);
  try {
    await writeFile(handle, content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a complete file its name. A folder emptied and removed by someone else in between is made again. */
async function moveInto(root: string, temporary: string, file: string, triesLeft = 5): Promise<void> {
  const folder = path.dirname(file);
  try {
    const firstMade = await mkdir(folder, { recursive: true, mode: folderMode });
    await rename(temporary, file);
    await syncFolders(firstMade ? root : folder, folder);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || triesLeft === 0) throw error;
    await moveInto(root, temporary, file, triesLeft - 1);
  }
}

/** Names are on the disk only when their folders are: syncs `folder` and its parents up to `top`. */
async function syncFolders(top: string, folder: string): Promise<void> {
  for (let at = folder; at.length >= top.length; at = path.dirname(at)) {
    const handle = await open(at, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

async function openPart(file: string, range?: ByteRange): Promise<OpenedFile> {
  const handle = await open(file, "r");
  try {
    const { size, mtime } = await handle.stat();
    const part = range ? within(range, size) : { start: 0, end: size - 1 };
    return { stream: streamOf(handle, part, size), bytes: size, range: part, modifiedAt: mtime };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function streamOf(handle: FileHandle, { start, end }: ByteRange, size: number): Readable {
  return handle.createReadStream({ highWaterMark: readChunkBytes, ...(size > 0 && { start, end }) });
}

function within({ start, end }: ByteRange, size: number): ByteRange {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (!whole || start < 0 || end < start || start >= size) throw new RangeError(`no bytes ${start}–${end} in ${size}`);
  return { start, end: Math.min(end, size - 1) };
}

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  for (let at = folder; at.length > root.length; at = path.dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      const code = codeOf(error);
      // Still in use by another file, or already removed by someone else.
      if (code === "ENOTEMPTY" || code === "EEXIST" || code === "ENOENT") return;
      throw unavailable(error);
    }
  }
}

async function* walk(folder: string, base: string, prefix: string): AsyncGenerator<StoredFile> {
  for (const entry of await entriesOf(folder)) {
    const key = base + entry.name;
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) {
      const inside = `${key}/`;
      if (inside.startsWith(prefix) || prefix.startsWith(inside)) {
        yield* walk(path.join(folder, entry.name), inside, prefix);
      }
    } else if (entry.isFile() && key.startsWith(prefix)) {
      const found = await stat(path.join(folder, entry.name)).catch(goneMeanwhile);
      if (found) yield { key, bytes: found.size, modifiedAt: found.mtime };
    }
  }
}

async function entriesOf(folder: string) {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(goneMeanwhile)) ?? [];
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Files may be removed while they are listed. */
function goneMeanwhile(error: unknown): null {
  if (codeOf(error) === "ENOENT") return null;
  throw unavailable(error);
}

function unhealthy(root: string, error: unknown): StorageHealth {
  const detail = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return { ok: false, reason: reasonOf(error), adminDetail: `${root}: ${detail}` };
}
