import { timingSafeEqual } from "node:crypto";
import { inTransaction, isDuplicate, type Transaction } from "@/db/client";
import { hasAdministrator } from "@/db/queries/administrators";
import { insertAuditEntry } from "@/db/queries/audit";
import { findSetting } from "@/db/queries/settings";
import { findUserByEmail, hasUsers, insertUser, isHandleTaken, lockFirstAdministrator } from "@/db/queries/users";
import type { Origin } from "@/lib/auth/origin";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { accountAnswer } from "@/lib/queue/jobs";
import { seal } from "@/lib/seal";
import type { GuestViewer, Role } from "@/lib/viewer";
import { type Answer, answerContext } from "../answer";
import { handleFrom } from "../handle";
import { hashPassword, requireUncommon } from "../password";
import { isReservedHandle, type RegisterInput, type TokensDto } from "../schema";
import { endClaim, startClaim } from "./claim";
import { admit, requireAdmission } from "./invitations";
import { insertApiSession, signTokens } from "./open-session";
import { postVerification } from "./verify";

export interface About {
  origin: Origin;
  /** In which language to write to them. */
  locale: string;
  /** Whether the request comes from the machine itself, through no proxy. */
  isLocal: boolean;
}

/**
 * Opens an account for an API client and signs it in; what the guest made goes along.
 *
 * @throws AppError `address_taken`, after the same work as a success; `invalid`, `registration_closed`,
 * `invitation_needed`, `invitation_invalid`
 */
export async function register(input: RegisterInput, about: About, guest: GuestViewer | null): Promise<TokensDto> {
  const claim = await startClaim(guest);
  const opened = await openAccount(input, about, async (tx, userId) => {
    await endClaim(tx, claim, userId);
    return { userId, ...(await insertApiSession(tx, userId, about.origin)) };
  });
  if (!opened) throw new AppError("address_taken");
  return signTokens(opened);
}

/**
 * Opens an account from the sign-up page, which says the same whether the address was free or not.
 *
 * @returns whether the new account is the first administrator, who may come in at once
 * @throws AppError `invalid`, `registration_closed`, `invitation_needed`, `invitation_invalid`
 */
export async function signUp(input: RegisterInput, about: About): Promise<{ isFirstAdministrator: boolean }> {
  const role = await openAccount(input, about, async (_tx, _userId, made) => made);
  return { isFirstAdministrator: role === "admin" };
}

const handleTries = 5;

/** Null when the address is taken; its owner is told then. */
async function openAccount<T>(
  input: RegisterInput,
  about: About,
  then: (tx: Transaction, userId: number, role: Role) => Promise<T>,
): Promise<T | null> {
  requireUncommon(input.password, "password");
  // The first administrator comes in whatever is set.
  if (await hasAdministrator()) await requireAdmission(input.invitation);
  const registration = await findSetting("registration");
  const passwordHash = await hashPassword(input.password);
  const { email, name } = input;
  for (let attempt = 0; attempt < handleTries; attempt++) {
    try {
      return await inTransaction(async (tx) => {
        const role = await firstRole(tx, input.setupCode, about.isLocal);
        const invitation = role === "admin" ? null : await admit(tx, registration, input.invitation);
        const handle = await freeHandle(tx, name, attempt);
        const id = await insertUser(tx, { email, name, handle, passwordHash, role, locale: about.locale });
        if (invitation !== null) await noteInvited(tx, invitation, id);
        await postVerification(tx, { id, email, locale: about.locale });
        return then(tx, id, role);
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      if (await findUserByEmail(email)) return tellOwner(email);
    }
  }
  throw new AppError("unavailable");
}

async function noteInvited(tx: Transaction, invitation: number, user: number): Promise<void> {
  const subject = `invitation:${invitation}`;
  await insertAuditEntry(tx, { actorId: user, action: "invitation.use", subject, after: { user } });
}

async function tellOwner(email: string): Promise<null> {
  const answer: Answer = { kind: "taken", email };
  const sealed = seal("job", answerContext, JSON.stringify(answer));
  await inTransaction((tx) => enqueue(tx, accountAnswer, [{ sealed }], { lane: "system" }));
  return null;
}

/**
 * The first account of an installation is its administrator when it is opened from the machine itself, or with the set-up
 * code, which counts as long as there is no administrator.
 *
 * @throws AppError `invalid` for a wrong code
 */
async function firstRole(tx: Transaction, setupCode: string | undefined, isLocal: boolean): Promise<Role> {
  if (await hasAdministrator(tx)) return "user";
  const hasCode = setupCode !== undefined && setupCode !== "";
  if (hasCode && !isSetupCode(setupCode)) {
    throw new AppError("invalid", { fields: { setupCode: ["This code does not fit."] } });
  }
  if (!hasCode && (!isLocal || (await hasUsers(tx)))) return "user";
  await lockFirstAdministrator(tx);
  const isStillFirst = !(await hasAdministrator(tx)) && (hasCode || !(await hasUsers(tx)));
  return isStillFirst ? "admin" : "user";
}

function isSetupCode(given: string): boolean {
  const code = Buffer.from(env().SETUP_CODE ?? "");
  const tried = Buffer.from(given);
  return code.length > 0 && code.length === tried.length && timingSafeEqual(code, tried);
}

async function freeHandle(tx: Transaction, name: string, attempt: number): Promise<string> {
  const wished = handleFrom(name);
  const isFree = attempt === 0 && !isReservedHandle(wished) && !(await isHandleTaken(tx, wished));
  return isFree ? wished : `${wished.slice(0, 23)}-${crypto.randomUUID().slice(0, 6)}`;
}
