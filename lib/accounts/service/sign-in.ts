import { createHash } from "node:crypto";
import { inTransaction, type Transaction } from "@/db/client";
import { listKnownOrigins } from "@/db/queries/sessions";
import { findUserByEmail, lockUser, type UserRow, updateUser, upgradePasswordHash } from "@/db/queries/users";
import { readDevice } from "@/lib/auth/devices";
import type { Origin } from "@/lib/auth/origin";
import { sessionMs } from "@/lib/auth/sessions";
import { clock, fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { countPoints } from "@/lib/http/rate";
import type { GuestViewer } from "@/lib/viewer";
import { fitsPassword, hashPassword, isWeakHash } from "../password";
import { postLetter } from "../post";
import type { TokensDto } from "../schema";
import { endClaim, startClaim } from "./claim";
import { insertApiSession, insertBrowserSession, signTokens } from "./open-session";

export interface Credentials {
  email: string;
  password: string;
}

/**
 * Signs an API client in; what the guest made goes along.
 *
 * @throws AppError `invalid_credentials` for a wrong password and an unknown address alike, after the same work;
 * `rate_limited`, `account_disabled`
 */
export async function signIn(given: Credentials, origin: Origin, guest: GuestViewer | null): Promise<TokensDto> {
  const session = await enter(given, origin, guest, (tx, userId) => insertApiSession(tx, userId, origin));
  return signTokens(session);
}

/** The same for a browser; answers the session its cookie is to name. */
export async function signInBrowser(
  given: Credentials,
  origin: Origin,
  guest: GuestViewer | null,
): Promise<{ userId: number; sessionId: number }> {
  return enter(given, origin, guest, async (tx, userId) => ({
    sessionId: await insertBrowserSession(tx, userId, origin),
  }));
}

async function enter<T extends object>(
  given: Credentials,
  origin: Origin,
  guest: GuestViewer | null,
  open: (tx: Transaction, userId: number) => Promise<T>,
): Promise<T & { userId: number }> {
  const email = given.email.trim().toLowerCase();
  const user = /^[\x21-\x7e]{3,254}$/.test(given.email.trim()) ? await findUserByEmail(email) : await findNobody();
  const known = await recognise(user, origin);
  await countTry(email, origin, known);
  const fits = await fitsPassword(user?.passwordHash ?? null, given.password);
  if (!user || !fits) throw new AppError("invalid_credentials");
  if (user.disabledAt) throw new AppError("account_disabled");
  if (isWeakHash(user.passwordHash)) {
    const stronger = await hashPassword(given.password.normalize("NFKC"));
    await upgradePasswordHash(user.id, user.passwordHash, stronger);
    user.passwordHash = stronger;
  }
  const claim = await startClaim(guest);
  return inTransaction(async (tx) => {
    const now = await lockUser(tx, { id: user.id });
    // The password or the account may have changed while the hash was computed.
    if (now?.passwordHash !== user.passwordHash || now.disabledAt) throw new AppError("invalid_credentials");
    // Once its grace is over the removal may have begun.
    if (now.deleteAfter && now.deleteAfter <= clock.now()) throw new AppError("invalid_credentials");
    if (now.deleteAfter) await updateUser(tx, user.id, { deleteAfter: null, keepPublicImages: false });
    await endClaim(tx, claim, user.id);
    if (!known.isKnown && known.hasHistory) await tellNewDevice(tx, user, origin);
    return { ...(await open(tx, user.id)), userId: user.id };
  });
}

/** An address that cannot be anyone's takes the same way through the database as one that could. */
function findNobody(): Promise<UserRow | null> {
  return findUserByEmail("nobody@invalid");
}

interface Recognised {
  /** The account signed in from there before. */
  isKnown: boolean;
  /** The browser's own name, when it proves to be one of the account's. */
  device: string | null;
  hasHistory: boolean;
}

/** Whether an account was used before from this browser, or from this kind of program and place. */
async function recognise(user: UserRow | null, origin: Origin): Promise<Recognised> {
  const device = origin.deviceToken === null ? null : await readDevice(origin.deviceToken);
  const origins = await listKnownOrigins(user?.id ?? 0, fromNow(-sessionMs));
  const isOwnDevice = device !== null && device.userId === user?.id;
  const isOwnPlace = origins.some(
    ({ addressPrefix, device: program }) =>
      addressPrefix !== "" && addressPrefix === origin.addressPrefix && program === origin.device,
  );
  return {
    isKnown: isOwnDevice || isOwnPlace,
    device: isOwnDevice ? device.name : null,
    hasHistory: origins.length > 0,
  };
}

/**
 * Counts a try. A browser the account knows has a count of its own, so that strangers who guess do not lock its owner
 * out; everyone else shares those of the address and of the account. Whether the account exists makes no difference.
 *
 * @throws AppError `rate_limited`
 */
async function countTry(email: string, origin: Origin, known: Recognised): Promise<void> {
  if (known.device !== null) {
    await countPoints("login", `d:${known.device}`, 1);
    return;
  }
  const account = createHash("sha256").update(email).digest("hex");
  await countPoints("login", `${account}:${origin.address}`, 1);
  await countPoints("loginAddress", origin.address, 1);
  if (!known.isKnown) await countPoints("loginAccount", account, 1);
}

async function tellNewDevice(tx: Transaction, user: UserRow, origin: Origin): Promise<void> {
  if (!user.emailNotifications) return;
  await postLetter(tx, user.email, {
    name: "new_device",
    locale: user.locale,
    url: "/settings/sessions",
    device: origin.device || "?",
    place: origin.addressPrefix || "?",
  });
}
