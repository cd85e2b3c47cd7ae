import { hkdfSync } from "node:crypto";
import { env } from "./env";

export type KeyPurpose =
  | "guest"
  | "access"
  | "browser"
  | "ticket"
  | "device"
  | "cookie"
  | "refresh"
  | "mail"
  | "job"
  | "report"
  | "look"
  | "maker"
  | "secrets"
  | "check";

const keys = new Map<KeyPurpose, Uint8Array>();

/** A 256-bit key for one purpose, derived from the installation's secret (HKDF, RFC 5869), so that no key serves two ends. */
export function keyFor(purpose: KeyPurpose): Uint8Array {
  let key = keys.get(purpose);
  if (!key) {
    key = new Uint8Array(hkdfSync("sha256", env().ATELIER_SECRET, "atelier", purpose, 32));
    keys.set(purpose, key);
  }
  return key;
}

/** A name for a secret that tells nothing of it: 64 bits, the same for the same secret. */
export function fingerprintOf(secret: string): string {
  return Buffer.from(hkdfSync("sha256", secret, "atelier", "fingerprint", 8)).toString("hex");
}
