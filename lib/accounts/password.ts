import { hash, verify } from "@node-rs/argon2";
import { AppError } from "@/lib/errors";
import { isCommonPassword } from "./common-passwords";

/** Argon2id (RFC 9106; the library's own choice) with 19 MiB, 2 passes and 1 lane: OWASP's Password Storage Cheat Sheet, 2023. */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The longest password we keep, in characters; longer ones fit nothing. */
const longest = 256;
/** Each holds 19 MiB and a thread of the pool that files are read with, too. */
const atOnce = 2;
const waitingMax = 200;

/** @param password in normal form (NFKC) */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, strength));
}

/** Whether a password fits. Without a hash the same work is done, and the answer is no. */
export async function fitsPassword(passwordHash: string | null, given: string): Promise<boolean> {
  const normal = given.length <= 4096 ? given.normalize("NFKC") : "";
  const isPossible = normal !== "" && [...normal].length <= longest;
  const dummy = await dummyHash();
  const compared = passwordHash !== null && isPossible ? passwordHash : dummy;
  const fits = await inTurn(() => verify(compared, isPossible ? normal : "none"));
  return fits && passwordHash !== null && isPossible;
}

/** Whether a hash was made with less than today's strength. */
export function isWeakHash(passwordHash: string): boolean {
  const made = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(passwordHash);
  return !made || Number(made[1]) < strength.memoryCost || Number(made[2]) < strength.timeCost;
}

/**
 * Refuses passwords that are tried first.
 *
 * @param field the name of the field it was typed in
 * @throws AppError `invalid`
 */
export function requireUncommon(password: string, field: string): void {
  if (!isCommonPassword(password)) return;
  throw new AppError("invalid", { fields: { [field]: ["This password is too common. Please choose another one."] } });
}

let madeDummy: Promise<string> | undefined;

/** A hash that nothing fits, of the strength of all others. */
function dummyHash(): Promise<string> {
  madeDummy ??= hash(crypto.randomUUID(), strength);
  return madeDummy;
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= waitingMax) throw new AppError("unavailable", { retryAfterMs: 5000 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The turn goes on to the next without being given back, so that nobody slips in between.
    if (next) next();
    else running--;
  }
}
