import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { AppError } from "@/lib/errors";

/** No line of a backup is longer; what is, is no backup of ours. */
const lineMaxBytes = 128 * 1024 * 1024;

export interface Measured {
  bytes: number;
  sha256: string;
}

/** Writes lines into a compressed file that only its owner may read, and measures what lies there in the end. */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<Measured> {
  async function* ended() {
    for await (const line of lines) yield `${line}\n`;
  }
  const meter = measuring();
  await pipeline(
    Readable.from(ended(), { objectMode: false }),
    createGzip(),
    meter.stream,
    createWriteStream(file, { mode: 0o600, flags: "wx" }),
  );
  await syncFile(file);
  return meter.result();
}

/** The lines of such a file. @throws AppError `invalid` when it cannot be read as one */
export async function* readLines(file: string): AsyncGenerator<string> {
  const reading = createReadStream(file);
  const unzipped = reading.pipe(createGunzip());
  reading.on("error", (error) => unzipped.destroy(error));
  let begun: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      let from = 0;
      // Text may hold every other sign that some call the end of a line.
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
        yield Buffer.concat([...begun, chunk.subarray(from, end)]).toString("utf8");
        begun = [];
        length = 0;
        from = end + 1;
      }
      begun.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > lineMaxBytes) throw new Error("a line has no end");
    }
    if (length > 0) throw new Error("it ends in the midst of a line");
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("invalid", { words: `${file} is damaged: ${why}.`, cause });
  } finally {
    reading.destroy();
    unzipped.destroy();
  }
}

/** Length and hash of a file, read as a stream. */
export function measureFile(file: string): Promise<Measured> {
  return measure(createReadStream(file));
}

/** Length and hash of what comes. */
export async function measure(content: AsyncIterable<Buffer>): Promise<Measured> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** A stream that lets everything through and knows in the end what it was. */
function measuring() {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, result: (): Measured => ({ bytes, sha256: hash.digest("hex") }) };
}

/** Sees a file or folder onto the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
