import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { type KeyPurpose, keyFor } from "./keys";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts text for storage (AES-256-GCM, NIST SP 800-38D).
 *
 * @param context what the text belongs to, such as `mail:12`; only the same context opens it again
 * @returns base64url of nonce, tag and ciphertext
 */
export function seal(purpose: KeyPurpose, context: string, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** What `seal` was given. @throws Error when it was sealed for another purpose or context, by another secret, or changed */
export function unseal(purpose: KeyPurpose, context: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString("utf8");
}

/** A secret of 256 random bits, as 43 characters that need no escaping in an address. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a secret with 256 random bits: its SHA-256 in hex. Guessable text needs more than this. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/**
 * The same for all that someone asks for, and of no use to find out who: services see it, and may bar one of many.
 *
 * @returns 64 characters of hex; null when nobody asks
 */
export function makerTagOf({ userId, guestId }: { userId: number | null; guestId: number | null }): string | null {
  if (userId === null && guestId === null) return null;
  const who = userId === null ? `guest:${guestId}` : `user:${userId}`;
  return createHmac("sha256", keyFor("maker")).update(who).digest("hex");
}
