import { eq } from "drizzle-orm";
import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { deleteEndedSessions } from "@/db/queries/sessions";
import { refreshTokens, sessions, users } from "@/db/schema";
import { goodPassword } from "@/lib/accounts/testing";
import { signSession } from "@/lib/auth/sessions";
import { dayMs, fromNow, secondMs } from "@/lib/clock";
import { keyFor } from "@/lib/keys";
import { hashSecret } from "@/lib/seal";
import { ask, newAccount, tokensOf } from "../testing";
import * as userRoute from "../user/route";
import * as login from "./login/route";
import * as route from "./refresh-token/route";

const refresh = (token?: string) => ask(route, "POST", token === undefined ? {} : { token });
const isIn = async (token: string) => (await ask(userRoute, "GET", { token })).status === 200;
const age = (token: string, ms: number) =>
  database()
    .update(refreshTokens)
    .set({ usedAt: fromNow(-ms) })
    .where(eq(refreshTokens.tokenHash, hashSecret(token)));
const userId = async (email: string) =>
  (await database().select({ id: users.id }).from(users).where(eq(users.email, email)))[0]?.id ?? 0;

test("a refresh token is exchanged for new tokens that work", async () => {
  const made = await newAccount();
  const next = tokensOf(await refresh(made.refreshToken));
  expect(next.refreshToken).not.toBe(made.refreshToken);
  expect(await isIn(next.accessToken)).toBe(true);
  expect((await refresh(next.refreshToken)).status).toBe(201);
});

test("a lost answer is given once more within ten seconds: the same successor", async () => {
  const made = await newAccount();
  const first = tokensOf(await refresh(made.refreshToken));
  const second = tokensOf(await refresh(made.refreshToken));
  expect(second.refreshToken).toBe(first.refreshToken);
});

test("twenty exchanges at once answer one successor", async () => {
  const made = await newAccount();
  const all = await Promise.all(Array.from({ length: 20 }, () => refresh(made.refreshToken)));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(all.map((answered) => tokensOf(answered).refreshToken)).size).toBe(1);
});

test("a used token that comes later ends its whole family, and no other", async () => {
  const made = await newAccount();
  const other = tokensOf(await ask(login, "POST", { body: { email: made.email, password: goodPassword } }));
  const next = tokensOf(await refresh(made.refreshToken));
  await age(made.refreshToken, 11 * secondMs);
  expect((await refresh(made.refreshToken)).status).toBe(403);
  expect((await refresh(next.refreshToken)).status).toBe(403);
  expect(await isIn(next.accessToken)).toBe(false);
  expect(await isIn(made.accessToken)).toBe(false);
  expect(await isIn(other.accessToken)).toBe(true);
  expect((await refresh(other.refreshToken)).status).toBe(201);
});

test("every failure is 403, and all look alike", async () => {
  const made = await newAccount();
  const none = await ask(route, "POST");
  const failures = [
    none,
    await refresh("a".repeat(43)),
    await refresh(made.accessToken),
    await refresh("a.b.c"),
    await ask(route, "POST", { headers: { authorization: "Basic YTpi" } }),
  ];
  for (const { status, body } of failures) {
    expect(status).toBe(403);
    expect(body).toMatchObject({ success: false, code: "invalid_refresh_token" });
  }
});

test("an expired token is 403, and so is one whose 90 days are over", async () => {
  const expired = await newAccount();
  await database()
    .update(refreshTokens)
    .set({ expiresAt: fromNow(-1) })
    .where(eq(refreshTokens.tokenHash, hashSecret(expired.refreshToken)));
  expect((await refresh(expired.refreshToken)).status).toBe(403);
  const old = await newAccount();
  await database()
    .update(sessions)
    .set({ expiresAt: fromNow(-1) })
    .where(eq(sessions.userId, await userId(old.email)));
  expect((await refresh(old.refreshToken)).status).toBe(403);
  expect(await isIn(old.accessToken)).toBe(false);
});

test("it slides by seven days, never beyond the session's ninety", async () => {
  const made = await newAccount();
  const end = fromNow(2 * dayMs);
  await database()
    .update(sessions)
    .set({ expiresAt: end })
    .where(eq(sessions.userId, await userId(made.email)));
  const next = tokensOf(await refresh(made.refreshToken));
  const [row] = await database()
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, hashSecret(next.refreshToken)));
  expect(row?.expiresAt).toEqual(end);
});

test("sessions that ended long ago are removed with their tokens", async () => {
  const made = await newAccount();
  await database()
    .update(sessions)
    .set({ revokedAt: fromNow(-8 * dayMs) })
    .where(eq(sessions.userId, await userId(made.email)));
  expect(await deleteEndedSessions(fromNow(-7 * dayMs), 100)).toBe(1);
  const rows = await database()
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, hashSecret(made.refreshToken)));
  expect(rows).toEqual([]);
});

describe("tokens that are not what they say", () => {
  const claims = async (email: string) => {
    const id = await userId(email);
    const [session] = await database().select().from(sessions).where(eq(sessions.userId, id));
    return { id, sid: session?.id ?? 0 };
  };

  test("a refresh token does not read", async () => {
    const made = await newAccount();
    expect((await ask(userRoute, "GET", { token: made.refreshToken })).status).toBe(401);
  });

  test("a cookie's token or a ticket is no access token", async () => {
    const { id, sid } = await claims((await newAccount()).email);
    expect(await isIn(await signSession("access", id, sid))).toBe(true);
    expect(await isIn(await signSession("browser", id, sid))).toBe(false);
    expect(await isIn(await signSession("ticket", id, sid))).toBe(false);
  });

  test("one without a signature, with a foreign one, or expired is refused", async () => {
    const { id, sid } = await claims((await newAccount()).email);
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const payload = { sid, aud: "access", sub: String(id), exp: Math.floor(Date.now() / 1000) + 3600 };
    expect(await isIn(`${encode({ alg: "none", typ: "JWT" })}.${encode(payload)}.`)).toBe(false);
    const forged = (key: Uint8Array, exp: number) =>
      new SignJWT({ ...payload, exp }).setProtectedHeader({ alg: "HS256" }).sign(key);
    expect(await isIn(await forged(keyFor("guest"), payload.exp))).toBe(false);
    expect(await isIn(await forged(keyFor("access"), Math.floor(Date.now() / 1000) - 5))).toBe(false);
    expect(await isIn(await forged(keyFor("access"), payload.exp))).toBe(true);
  });

  test("one user's session is not another's", async () => {
    const [mine, theirs] = [await claims((await newAccount()).email), await claims((await newAccount()).email)];
    expect(await isIn(await signSession("access", mine.id, theirs.sid))).toBe(false);
  });
});
