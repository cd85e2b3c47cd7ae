import { hkdfSync } from "node:crypto";
import { env } from "@/lib/env";

const keys = new Map<string, Uint8Array>();

/** A 256-bit key for one purpose, derived from the installation's secret (HKDF, RFC 5869), so that no key serves two ends. */
export function keyFor(purpose: "guest" | "access" | "ticket" | "mail" | "secrets" | "refresh" | "cookie"): Uint8Array {
  let key = keys.get(purpose);
  if (!key) {
    key = new Uint8Array(hkdfSync("sha256", env().ATELIER_SECRET, "atelier", purpose, 32));
    keys.set(purpose, key);
  }
  return key;
}
