import { constants } from "node:fs";
import { access, lstat, mkdir, open, readdir, rename, rm, utimes } from "node:fs/promises";
import path from "node:path";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { newUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { codeOf } from "./failure";

/** A file that was dropped into the inbox and is ours alone now. */
export interface Dropped {
  /** Stays the same however often the file is taken up. */
  uuid: string;
  /** As it was dropped, without what could mislead. */
  name: string;
  /** @throws AppError `image_too_large`, `image_type` for what is no file, `conflict` while someone still writes to it */
  read(): Promise<Buffer>;
  /** It is taken in: the file goes. */
  done(): Promise<void>;
  /** It cannot be taken in: moved to `rejected`, which is never looked into. */
  reject(): Promise<void>;
  /** Back to where it was dropped, for another try. */
  giveBack(): Promise<void>;
}

export interface Claim {
  dropped: Dropped[];
  /** Whether more files wait than were asked for. */
  isMore: boolean;
  /** Whether there are files that may not be written to their end yet. */
  isUnfinished: boolean;
}

/**
 * Takes up to `limit` files out of the folder `root`, which is made when it is not there. Each is moved into a folder of
 * its own first, which only one of several workers can do; what a worker that died had taken is taken up again. Links,
 * folders and names that begin with a dot are left alone.
 */
export async function claimDropped(root: string, limit: number): Promise<Claim> {
  const claims = path.join(root, ".claimed");
  await mkdir(claims, { recursive: true, mode: 0o700 });
  const dropped = await abandoned(root, claims, limit);
  let isUnfinished = false;
  for (const entry of await readdir(root, { withFileTypes: true, encoding: "buffer" })) {
    if (!entry.isFile() || entry.name[0] === 0x2e) continue;
    if (dropped.length >= limit) return { dropped, isMore: true, isUnfinished };
    const file = Buffer.concat([Buffer.from(`${root}${path.sep}`), entry.name]);
    if (!(await isSettled(file))) isUnfinished = true;
    else {
      const claimed = await claim(root, claims, file, entry.name.toString());
      if (claimed) dropped.push(claimed);
    }
  }
  return { dropped, isMore: false, isUnfinished };
}

/** The moment of the last change, which no program can set back as it can that of the content. */
async function isSettled(file: Buffer): Promise<boolean> {
  const found = await lstat(file).catch(orGone);
  return found !== null && clock.now().getTime() - found.ctimeMs >= limits.inboxSettledMs;
}

async function claim(root: string, claims: string, file: Buffer, given: string): Promise<Dropped | null> {
  const uuid = newUuid();
  const folder = path.join(claims, uuid);
  const name = plainName(given);
  await mkdir(folder, { mode: 0o700 });
  try {
    await rename(file, path.join(folder, name));
    return droppedAt(root, folder, uuid, name);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // Another worker was first, or the file is not ours to move.
    if (codeOf(error) !== "ENOENT") log.warn({ file: name, err: error }, "a file in the inbox cannot be taken in");
    return null;
  }
}

async function abandoned(root: string, claims: string, limit: number): Promise<Dropped[]> {
  const found: Dropped[] = [];
  for (const uuid of await readdir(claims)) {
    if (found.length >= limit) break;
    const folder = path.join(claims, uuid);
    const claimed = await lstat(folder).catch(orGone);
    if (!claimed?.isDirectory() || clock.now().getTime() - claimed.mtimeMs < limits.inboxClaimMs) continue;
    const now = clock.now();
    await utimes(folder, now, now).catch(orGone);
    const [name] = (await readdir(folder).catch(orGone)) ?? [];
    if (name === undefined) await rm(folder, { recursive: true, force: true });
    else found.push(droppedAt(root, folder, uuid, name));
  }
  return found;
}

function droppedAt(root: string, folder: string, uuid: string, name: string): Dropped {
  const file = path.join(folder, name);
  async function moveTo(target: string) {
    await mkdir(target, { recursive: true, mode: 0o700 });
    const wanted = path.join(target, name);
    const isTaken = await access(wanted).then(
      () => true,
      () => false,
    );
    const free = isTaken ? path.join(target, plainName(`${uuid.slice(0, 8)}-${name}`)) : wanted;
    await rename(file, free).catch(orGone);
    await rm(folder, { recursive: true, force: true });
  }
  return {
    uuid,
    name,
    read: () => readSettled(file),
    done: () => rm(folder, { recursive: true, force: true }),
    reject: () => moveTo(path.join(root, "rejected")),
    giveBack: () => moveTo(root),
  };
}

async function readSettled(file: string): Promise<Buffer> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((cause: unknown) => {
    throw new AppError("image_unreadable", { detail: `It may not be read (${codeOf(cause)}).`, cause });
  });
  try {
    const before = await handle.stat();
    if (!before.isFile()) throw new AppError("image_type", { detail: "no file" });
    if (before.size > limits.inboxFileMaxBytes)
      throw new AppError("image_too_large", { detail: `${before.size} bytes` });
    const bytes = await handle.readFile();
    const after = await handle.stat();
    if (after.size !== bytes.length || after.mtimeMs !== before.mtimeMs) {
      throw new AppError("conflict", { detail: "The file is still being written." });
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** A name without path, control characters or a leading dot, short enough for every file system. */
function plainName(given: string): string {
  const clean = given
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}/\\\ufffd]/gu, "")
    .replace(/^[.\s]+/, "");
  let short = clean || "picture";
  while (Buffer.byteLength(short) > 200) short = short.slice(1);
  return short;
}

function orGone(error: unknown): null {
  if (codeOf(error) === "ENOENT") return null;
  throw error;
}
