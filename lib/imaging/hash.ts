import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

const chunkBytes = 1024 * 1024;

/** SHA-256 as hex, letting other work in between chunks: a large picture takes over 100 ms on a slow machine. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (at > 0) await setImmediate();
    hash.update(bytes.subarray(at, at + chunkBytes));
  }
  return hash.digest("hex");
}
