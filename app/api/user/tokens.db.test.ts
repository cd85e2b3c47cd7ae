import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { database } from "@/db/client";
import { apiTokens, sessions, users } from "@/db/schema";
import { makeImage, makeUser, noSuchId } from "@/db/testing";
import { apiTokenSchema, sessionSchema } from "@/lib/accounts/schema";
import { goodPassword } from "@/lib/accounts/testing";
import { sessionCookie, signSession } from "@/lib/auth/sessions";
import { findTicketViewer, findViewer } from "@/lib/auth/viewer";
import { fromNow, minuteMs } from "@/lib/clock";
import * as adminMail from "../admin/mail/route";
import * as login from "../auth/login/route";
import * as logout from "../auth/logout/route";
import * as keep from "../images/keep/route";
import { ask, newAccount, tokensOf } from "../testing";
import * as preferences from "../users/preferences/route";
import * as route from "./route";
import * as session from "./sessions/[id]/route";
import * as sessionsRoute from "./sessions/route";
import * as ticket from "./ticket/route";
import * as token from "./tokens/[id]/route";
import * as tokens from "./tokens/route";

const made = z.object({ id: z.int(), token: z.string() });
const create = (accessToken: string, body: object = {}) =>
  ask(tokens, "POST", { token: accessToken, body: { name: "laptop", scopes: ["read"], expires_in_days: 30, ...body } });
const newToken = async (accessToken: string, body: object = {}) => made.parse((await create(accessToken, body)).body);
const isIn = async (bearer: string) => (await ask(route, "GET", { token: bearer })).status === 200;
const userId = async (email: string) =>
  (await database().select({ id: users.id }).from(users).where(eq(users.email, email)))[0]?.id ?? 0;

describe("personal API tokens", () => {
  test("are shown once, stored as hashes, listed, used and revoked", async () => {
    const account = await newAccount();
    const one = await newToken(account.accessToken);
    expect(one.token).toMatch(/^atl_[\w-]{43}$/);
    expect(JSON.stringify(await database().select().from(apiTokens))).not.toContain(one.token);
    expect(await isIn(one.token)).toBe(true);
    const [listed] = z.array(apiTokenSchema).parse((await ask(tokens, "GET", { token: one.token })).body);
    expect(listed).toMatchObject({ id: one.id, name: "laptop", scopes: ["read"], last_used_at: expect.any(String) });
    const params = { id: String(one.id) };
    expect((await ask(token, "DELETE", { token: account.accessToken, params })).status).toBe(200);
    expect(await isIn(one.token)).toBe(false);
    expect((await ask(token, "DELETE", { token: account.accessToken, params })).status).toBe(404);
  });

  test("do what their scopes say and no more", async () => {
    const account = await newAccount();
    const reader = await newToken(account.accessToken, { scopes: ["read"] });
    const writer = await newToken(account.accessToken, { scopes: ["write"] });
    const body = { locale: "de" };
    expect((await ask(preferences, "POST", { token: reader.token, body })).status).toBe(403);
    expect((await ask(preferences, "POST", { token: writer.token, body })).status).toBe(200);
    expect(await isIn(writer.token)).toBe(false);
  });

  test("make no others, end no sessions and do not sign out", async () => {
    const account = await newAccount();
    const all = await newToken(account.accessToken, { scopes: ["read", "generate", "write"] });
    expect((await create(all.token)).status).toBe(403);
    expect((await ask(token, "DELETE", { token: all.token, params: { id: String(all.id) } })).status).toBe(403);
    expect((await ask(session, "DELETE", { token: all.token, params: { id: "1" } })).status).toBe(403);
    expect((await ask(logout, "POST", { token: all.token })).status).toBe(403);
    expect((await ask(ticket, "POST", { token: all.token })).status).toBe(403);
  });

  test("administer only when an administrator said so", async () => {
    const account = await newAccount();
    expect((await create(account.accessToken, { scopes: ["admin"] })).status).toBe(422);
    await database().update(users).set({ role: "admin" }).where(eq(users.email, account.email));
    const plain = await newToken(account.accessToken, { scopes: ["read", "write"] });
    const admin = await newToken(account.accessToken, { scopes: ["admin"] });
    expect((await ask(adminMail, "GET", { token: plain.token })).status).toBe(403);
    expect((await ask(adminMail, "GET", { token: admin.token })).status).toBe(200);
    await database().update(users).set({ role: "member" }).where(eq(users.email, account.email));
    expect((await ask(adminMail, "GET", { token: admin.token })).status).toBe(403);
  });

  test("end at their time, and are another's business to nobody", async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const one = await newToken(account.accessToken);
    expect((await ask(token, "DELETE", { token: other.accessToken, params: { id: String(one.id) } })).status).toBe(404);
    await database()
      .update(apiTokens)
      .set({ expiresAt: fromNow(-1) })
      .where(eq(apiTokens.id, one.id));
    expect(await isIn(one.token)).toBe(false);
  });

  test("note when they were used, at most once a minute", async () => {
    const account = await newAccount();
    const one = await newToken(account.accessToken);
    const used = async () => (await database().select().from(apiTokens).where(eq(apiTokens.id, one.id)))[0]?.lastUsedAt;
    await isIn(one.token);
    const first = await used();
    await isIn(one.token);
    expect(await used()).toEqual(first);
    await database()
      .update(apiTokens)
      .set({ lastUsedAt: fromNow(-2 * minuteMs) })
      .where(eq(apiTokens.id, one.id));
    await isIn(one.token);
    expect((await used())?.getTime()).toBeGreaterThan(fromNow(-minuteMs).getTime());
  });

  test.each([
    { name: "" },
    { name: ["a"] },
    { scopes: [] },
    { scopes: "read" },
    { scopes: ["everything"] },
    { expires_in_days: 0 },
    { expires_in_days: 1000 },
    { expires_in_days: "30" },
  ])("refuse %j", async (body) => {
    expect((await create((await newAccount()).accessToken, body)).status).toBe(422);
  });
});

describe("sessions", () => {
  const list = async (accessToken: string) =>
    z.array(sessionSchema).parse((await ask(sessionsRoute, "GET", { token: accessToken })).body);

  test("are listed with their device, and one ends another at once", async () => {
    const account = await newAccount();
    const body = { email: account.email, password: goodPassword };
    const headers = {
      "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
    };
    const phone = tokensOf(await ask(login, "POST", { body, headers, address: "2001:db8:1:2::7" }));
    const [found] = (await list(account.accessToken)).filter(({ current }) => !current);
    expect(found).toMatchObject({ device: "Safari on iPhone", place: "2001:db8:1::/48", kind: "api" });
    const params = { id: String(found?.id) };
    const [stranger] = [await newAccount()];
    expect((await ask(session, "DELETE", { token: stranger.accessToken, params })).status).toBe(404);
    expect(await isIn(phone.accessToken)).toBe(true);
    expect((await ask(session, "DELETE", { token: account.accessToken, params })).status).toBe(200);
    expect(await isIn(phone.accessToken)).toBe(false);
    expect(await list(account.accessToken)).toHaveLength(1);
  });

  test("of a browser stand on its cookie; an ended one is nobody's, a forged one too", async () => {
    const user = await makeUser();
    const now = fromNow(0);
    const [{ id }] = await database()
      .insert(sessions)
      .values({ userId: user.id, kind: "browser", createdAt: now, lastSeenAt: now, expiresAt: fromNow(minuteMs) })
      .$returningId();
    const cookie = `a=b; ${sessionCookie}=${await signSession("browser", user.id, id)}`;
    const headers = new Headers({ cookie });
    expect(await findViewer(headers)).toMatchObject({ kind: "user", id: user.id, sessionId: id, role: "member" });
    expect((await ask(route, "GET", { cookie })).status).toBe(200);
    await database().update(sessions).set({ revokedAt: now }).where(eq(sessions.id, id));
    expect(await findViewer(headers)).toEqual({ kind: "nobody" });
    expect(await findViewer(new Headers({ cookie: `${cookie}x` }))).toEqual({ kind: "nobody" });
  });

  test("note when and from where they were last used, once a minute", async () => {
    const account = await newAccount();
    const id = await userId(account.email);
    const seen = async () => (await database().select().from(sessions).where(eq(sessions.userId, id)))[0];
    const first = await seen();
    await isIn(account.accessToken);
    expect((await seen())?.lastSeenAt).toEqual(first?.lastSeenAt);
    await database()
      .update(sessions)
      .set({ lastSeenAt: fromNow(-2 * minuteMs) })
      .where(eq(sessions.userId, id));
    await ask(route, "GET", { token: account.accessToken, address: "203.0.113.9" });
    expect(await seen()).toMatchObject({ addressPrefix: "203.0.113.0/24" });
    expect((await seen())?.lastSeenAt.getTime()).toBeGreaterThan(fromNow(-minuteMs).getTime());
  });

  test("lend a ticket to a WebSocket, which ends with them", async () => {
    const account = await newAccount();
    const answered = await ask(ticket, "POST", { token: account.accessToken });
    const lent = z.object({ token: z.string(), expires_in: z.literal(60) }).parse(answered.body);
    expect(await findTicketViewer(lent.token)).toMatchObject({ kind: "user", id: await userId(account.email) });
    await expect(findTicketViewer(account.accessToken)).rejects.toMatchObject({ code: "invalid_token" });
    await ask(logout, "POST", { token: account.accessToken });
    await expect(findTicketViewer(lent.token)).rejects.toMatchObject({ code: "invalid_token" });
  });
});

describe("preferences", () => {
  test("are saved one by one and read again", async () => {
    const { accessToken } = await newAccount();
    const save = (body: unknown) => ask(preferences, "POST", { token: accessToken, body });
    expect((await save({ theme_preference: "dark", locale: "ar" })).body).toEqual({ message: expect.any(String) });
    await save({ email_notifications: false, default_visibility: "private", show_sensitive: true });
    expect((await save({})).status).toBe(200);
    expect((await ask(route, "GET", { token: accessToken })).body).toMatchObject({
      theme_preference: "dark",
      locale: "ar",
      default_visibility: "private",
      email_notifications: false,
      show_sensitive: true,
    });
  });

  test.each([{ theme_preference: "pink" }, { locale: "xx" }, { locale: ["en"] }, { email_notifications: "yes" }])(
    "refuse %j",
    async (body) => {
      const { accessToken } = await newAccount();
      expect((await ask(preferences, "POST", { token: accessToken, body })).status).toBe(422);
    },
  );
});

test("the outbox is for administrators, and shows what waits there", async () => {
  const account = await newAccount();
  expect((await ask(adminMail, "GET", { token: account.accessToken })).status).toBe(403);
  expect((await ask(adminMail, "GET")).status).toBe(401);
});

test("a picture is kept by its maker: 403 for one that is seen, 404 for one that is not", async () => {
  const account = await newAccount();
  const id = await userId(account.email);
  const stranger = await makeUser();
  const mine = await makeImage({ userId: id, isTemp: true });
  const seen = await makeImage({ userId: stranger.id, isPublic: true });
  const hidden = await makeImage({ userId: stranger.id });
  const status = async (image_id: unknown) =>
    (await ask(keep, "POST", { token: account.accessToken, body: { image_id } })).status;
  expect([await status(mine.id), await status(seen.id), await status(hidden.id)]).toEqual([200, 403, 404]);
  expect([await status(noSuchId), await status("1"), await status([1])]).toEqual([404, 422, 422]);
});
