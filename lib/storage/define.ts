import type { Readable } from "node:stream";

/**
 * Where the bytes of pictures live. Keys are folders and a file, `ab/cd/<sha256>/<file>` for pictures (see `blobKey`);
 * a file is replaced as a whole or not at all, so readers need no locks. Every method throws AppError `unavailable` when the storage cannot
 * serve, which is never the same as a missing key.
 */
export interface Storage {
  /** Stores all or nothing, durably: when it resolves, the bytes survive a power cut. Storing again is harmless. */
  put(key: string, content: Uint8Array | Readable): Promise<void>;
  /** A stream of the file or of a part of it; null when there is none. @throws RangeError for a part outside of it */
  open(key: string, range?: ByteRange): Promise<OpenedFile | null>;
  read(key: string): Promise<Buffer | null>;
  exists(key: string): Promise<boolean>;
  /** Removes the file; none there is fine. */
  remove(key: string): Promise<void>;
  /** Every stored file whose key begins with `prefix`, in key order, read as it is asked for. */
  list(prefix?: string): AsyncGenerator<StoredFile>;
  /** Whether pictures can be stored and read now; never throws. */
  check(): Promise<StorageHealth>;
  /** Removes what crashes left half-written that long ago or longer; returns how many files. */
  sweepTemporary(olderThanMs: number): Promise<number>;
}

/** Bytes `start` to `end`, both included, from 0; an `end` past the last byte means the last byte. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface OpenedFile {
  /** Must be read to its end or destroyed. */
  stream: Readable;
  /** Length of the whole file. */
  bytes: number;
  /** What the stream holds, both included; the whole file without a range. */
  range: ByteRange;
  modifiedAt: Date;
}

export interface StoredFile {
  key: string;
  bytes: number;
  modifiedAt: Date;
}

export type StorageHealth =
  | { ok: true; freeBytes: number }
  /** `adminDetail` may name paths: for the log and administrators, never for the public. */
  | { ok: false; reason: "missing" | "full" | "failing"; adminDetail: string };
