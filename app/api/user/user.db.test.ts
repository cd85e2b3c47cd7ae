import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { jobs, oneTimeTokens, sessions, users } from "@/db/schema";
import { goodPassword, linkTo, mailsTo, newEmail, runErrands } from "@/lib/accounts/testing";
import { clock, fromNow } from "@/lib/clock";
import { hashSecret, newSecret } from "@/lib/seal";
import * as login from "../auth/login/route";
import * as refresh from "../auth/refresh-token/route";
import { ask, newAccount, tokensOf } from "../testing";
import * as misspelt from "./new-verificaion-token/route";
import * as newToken from "./new-verification-token/route";
import * as resetMail from "./password-reset-mail/route";
import * as reset from "./reset-password/route";
import * as route from "./route";
import * as verifyLink from "./verify/[user]/[token]/route";
import * as verify from "./verify/route";

const verifySubject = "Confirm your e-mail address";
const resetSubject = "Choose a new password";
const userOf = async (email: string) => (await database().select().from(users).where(eq(users.email, email)))[0];
const confirm = (user: unknown, token: unknown) => ask(verify, "PATCH", { body: { user, token } });
const setPassword = (user: unknown, token: unknown, newPassword: unknown = "a new good password") =>
  ask(reset, "PATCH", { body: { user, token, newPassword } });
const askReset = (email: unknown, more: object = {}) => ask(resetMail, "POST", { body: { email, ...more } });
const isIn = async (token: string) => (await ask(route, "GET", { token })).status === 200;
const signsIn = async (email: string, password: string) =>
  (await ask(login, "POST", { body: { email, password } })).status === 200;

test("without a token nobody is answered, with a wrong one neither", async () => {
  expect((await ask(route, "GET")).status).toBe(401);
  expect((await ask(route, "GET", { token: "abc" })).status).toBe(401);
  expect((await ask(route, "PUT")).status).toBe(405);
});

describe("verification", () => {
  test("by the mail's token makes a member, once", async () => {
    const made = await newAccount();
    const { user, token } = await linkTo(made.email, verifySubject);
    expect((await confirm(user, token)).status).toBe(200);
    expect(await userOf(made.email)).toMatchObject({ role: "member", emailVerifiedAt: expect.any(Date) });
    const again = await confirm(user, token);
    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({ success: false, error: "Invalid link", code: "invalid_link" });
  });

  test("accepts the user as the digits of an address", async () => {
    const made = await newAccount();
    const { user, token } = await linkTo(made.email, verifySubject);
    expect((await confirm(String(user), token)).status).toBe(200);
  });

  test("makes no member where members are made by hand", async () => {
    await saveSetting(database(), "membership", "manual");
    const made = await newAccount();
    const { user, token } = await linkTo(made.email, verifySubject);
    expect((await confirm(user, token)).status).toBe(200);
    expect(await userOf(made.email)).toMatchObject({ role: "user", emailVerifiedAt: expect.any(Date) });
    await saveSetting(database(), "membership", "automatic");
  });

  test("a browser is led to a page with a button, and nothing is used up; a program is answered", async () => {
    const made = await newAccount();
    const { user, token } = await linkTo(made.email, verifySubject);
    const params = { user: String(user), token };
    const headers = { accept: "text/html,application/xhtml+xml;q=0.9" };
    const page = await ask(verifyLink, "GET", { params, headers: { ...headers, host: "evil.example" } });
    expect(page.status).toBe(303);
    expect(page.headers.get("location")).toBe(`http://127.0.0.1:3000/verify?user=${user}&token=${token}`);
    expect((await ask(verifyLink, "HEAD", { params })).status).toBe(200);
    expect((await userOf(made.email))?.emailVerifiedAt).toBeNull();
    expect((await ask(verifyLink, "GET", { params })).status).toBe(200);
    expect((await userOf(made.email))?.emailVerifiedAt).toBeInstanceOf(Date);
    expect((await ask(verifyLink, "GET", { params })).status).toBe(400);
    expect((await ask(verifyLink, "GET", { params: { user: "x", token } })).status).toBe(400);
  });

  test("no other token does: another's, an older, an expired, one of a reset, none at all", async () => {
    const [made, other] = [await newAccount(), await newAccount()];
    const old = await linkTo(made.email, verifySubject);
    const theirs = await linkTo(other.email, verifySubject);
    expect((await ask(newToken, "PATCH", { token: made.accessToken })).status).toBe(200);
    await askReset(made.email);
    const ofReset = await linkTo(made.email, resetSubject);
    for (const token of [old.token, theirs.token, ofReset.token, newSecret(), "x"]) {
      expect((await confirm(old.user, token)).status).toBe(400);
    }
    const fresh = await linkTo(made.email, verifySubject);
    expect((await confirm(theirs.user, fresh.token)).status).toBe(400);
    await database()
      .update(oneTimeTokens)
      .set({ expiresAt: fromNow(-1) })
      .where(eq(oneTimeTokens.userId, fresh.user));
    expect((await confirm(fresh.user, fresh.token)).status).toBe(400);
    expect((await userOf(made.email))?.emailVerifiedAt).toBeNull();
  });

  test("bodies of another shape are 422", async () => {
    for (const body of [{}, { user: [1], token: "x" }, { user: 1, token: ["x"] }, { user: 1.5, token: "x" }]) {
      expect((await ask(verify, "PATCH", { body })).status).toBe(422);
    }
  });

  test("a new link is refused to those who are confirmed, and goes by both spellings", async () => {
    const made = await newAccount();
    expect((await ask(misspelt, "PATCH", { token: made.accessToken, body: {} })).status).toBe(200);
    const { user, token } = await linkTo(made.email, verifySubject);
    await confirm(user, token);
    const refused = await ask(newToken, "PATCH", { token: made.accessToken });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: "already_verified" });
    expect((await ask(newToken, "PATCH")).status).toBe(401);
  });

  test("nobody chooses where tokens are mailed to, but among the site's own pages and those it trusts", async () => {
    await saveSetting(database(), "link_origins", ["https://app.example.org"]);
    const { accessToken, email } = await newAccount();
    const send = async (handleUrl: unknown, token?: string) =>
      ask(newToken, "PATCH", { token: token ?? (await newAccount()).accessToken, body: { handleUrl } });
    const foreign = ["https://evil.example/", "//evil.example", "javascript:alert(1)", "not an address", ["x"]];
    const sly = [
      "http://127.0.0.1:3000@evil.example/",
      "http://127.0.0.1:3000.evil.example/",
      "https://app.example.org:8443/",
    ];
    for (const handleUrl of [...foreign, ...sly]) expect((await send(handleUrl)).status).toBe(422);
    expect((await send("https://app.example.org/confirm?x=1", accessToken)).status).toBe(200);
    const { url } = await linkTo(email, verifySubject);
    expect(url.href).toMatch(/^https:\/\/app\.example\.org\/confirm\?x=1&user=\d+&token=[\w-]{43}$/);
    await saveSetting(database(), "link_origins", []);
  });
});

describe("reset", () => {
  test("sets the password, ends all sessions and tells the owner", async () => {
    const made = await newAccount();
    const second = tokensOf(await ask(login, "POST", { body: { email: made.email, password: goodPassword } }));
    expect((await askReset(made.email.toUpperCase())).status).toBe(200);
    const { user, token, url } = await linkTo(made.email, resetSubject);
    expect(url.origin + url.pathname).toBe("http://127.0.0.1:3000/reset-password");
    expect((await setPassword(user, token)).status).toBe(200);
    expect([await isIn(made.accessToken), await isIn(second.accessToken)]).toEqual([false, false]);
    expect((await ask(refresh, "POST", { token: second.refreshToken })).status).toBe(403);
    expect([await signsIn(made.email, goodPassword), await signsIn(made.email, "a new good password")]).toEqual([
      false,
      true,
    ]);
    expect((await mailsTo(made.email))[0]?.subject).toMatch(/Your password was changed|A new sign-in/);
    expect((await setPassword(user, token, "yet another password")).status).toBe(400);
    expect((await userOf(made.email))?.emailVerifiedAt).toBeNull();
  });

  test("an unfit password leaves the token good", async () => {
    const made = await newAccount();
    await askReset(made.email);
    const { user, token } = await linkTo(made.email, resetSubject);
    for (const unfit of ["short", "password1", "p".repeat(300), ["an array of words"], null]) {
      const answered = await setPassword(user, token, unfit);
      expect(answered.status).toBe(422);
      expect(answered.body).toMatchObject({ errors: { newPassword: [expect.any(String)] } });
    }
    expect((await setPassword(user, token)).status).toBe(200);
  });

  test("of many at once with one token, one sets its password", async () => {
    const made = await newAccount();
    await askReset(made.email);
    const { user, token } = await linkTo(made.email, resetSubject);
    const all = await Promise.all(Array.from({ length: 8 }, (_, n) => setPassword(user, token, `a new password ${n}`)));
    const winners = all.flatMap(({ status }, n) => (status === 200 ? [n] : []));
    expect(winners).toHaveLength(1);
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 400)]);
    expect(await signsIn(made.email, `a new password ${winners[0]}`)).toBe(true);
  });

  test("no other token does", async () => {
    const [made, other] = [await newAccount(), await newAccount()];
    const ofVerify = await linkTo(made.email, verifySubject);
    await askReset(made.email);
    const older = await linkTo(made.email, resetSubject);
    await askReset(made.email);
    await askReset(other.email);
    const theirs = await linkTo(other.email, resetSubject);
    for (const token of [ofVerify.token, older.token, theirs.token, newSecret()]) {
      expect((await setPassword(ofVerify.user, token)).status).toBe(400);
    }
    const mine = await linkTo(made.email, resetSubject);
    await database()
      .update(oneTimeTokens)
      .set({ expiresAt: fromNow(-1) })
      .where(eq(oneTimeTokens.userId, mine.user));
    expect((await setPassword(mine.user, mine.token)).status).toBe(400);
    expect(await signsIn(made.email, goodPassword)).toBe(true);
  });

  test("known and unknown addresses are answered and worked for alike", async () => {
    await runErrands();
    const made = await newAccount();
    await runErrands();
    const before = await database().select().from(jobs);
    const [known, unknown] = [await askReset(made.email), await askReset(newEmail())];
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(unknown.text).toBe(known.text);
    const written = (await database().select().from(jobs)).slice(before.length);
    expect(written.map(({ name, status, lane }) => ({ name, status, lane }))).toEqual([
      { name: "account.answer", status: "waiting", lane: "system" },
      { name: "account.answer", status: "waiting", lane: "system" },
    ]);
    expect(JSON.stringify(written)).not.toContain(made.email);
  });

  test("a mailbox is not flooded, however many ask", async () => {
    const made = await newAccount();
    for (let n = 0; n < 12; n++) expect((await askReset(made.email)).status).toBe(200);
    const sent = (await mailsTo(made.email)).filter(({ subject }) => subject === resetSubject);
    expect(sent).toHaveLength(5);
  });

  test("one address asks five times an hour", async () => {
    const address = "198.51.100.9";
    const all = [];
    for (let n = 0; n < 6; n++)
      all.push((await ask(resetMail, "POST", { body: { email: newEmail() }, address })).status);
    expect(all).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test("what is no address is 422, and so is a page elsewhere", async () => {
    expect((await askReset("nobody")).status).toBe(422);
    expect((await askReset({ $ne: 1 })).status).toBe(422);
    expect((await askReset(newEmail(), { handleUrl: "https://evil.example/" })).status).toBe(422);
  });

  test("a disabled account gets no link", async () => {
    const made = await newAccount();
    await database().update(users).set({ disabledAt: clock.now() }).where(eq(users.email, made.email));
    await askReset(made.email);
    expect((await mailsTo(made.email)).map(({ subject }) => subject)).toEqual([verifySubject]);
  });
});

test("tokens of mails are stored as hashes, and no mail lies open in the database", async () => {
  const made = await newAccount();
  const { user, token } = await linkTo(made.email, verifySubject);
  const rows = await database()
    .select()
    .from(oneTimeTokens)
    .where(and(eq(oneTimeTokens.userId, user), eq(oneTimeTokens.purpose, "verify")));
  expect(rows).toMatchObject([{ tokenHash: hashSecret(token), usedAt: null }]);
  const tables = [await database().select().from(jobs), await database().select().from(sessions)];
  expect(JSON.stringify(tables)).not.toContain(token);
});
