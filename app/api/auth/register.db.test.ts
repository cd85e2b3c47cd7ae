import { count, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { database, inTransaction } from "@/db/client";
import { lockFirstAdministrator } from "@/db/queries/users";
import { refreshTokens, sessions, users } from "@/db/schema";
import { resetDatabase } from "@/db/testing";
import { goodPassword, mailsTo, newAddress, newEmail, runErrands } from "@/lib/accounts/testing";
import { clock, sleep } from "@/lib/clock";
import { ask, newAccount, tokensOf } from "../testing";
import * as userRoute from "../user/route";
import * as route from "./register/route";

const setupCode = vi.hoisted(() => {
  vi.stubEnv("SETUP_CODE", "ABCDE-FGHJK");
  return "ABCDE-FGHJK";
});

const account = (values: object = {}) => ({ email: newEmail(), name: "Ada", password: goodPassword, ...values });
const rowOfAdministrator = () => {
  const now = clock.now();
  const row = { email: newEmail(), name: "Boss", handle: "boss", passwordHash: "none", role: "admin" } as const;
  return { ...row, createdAt: now, updatedAt: now };
};
const register = (body: unknown, headers: Record<string, string> = {}) => ask(route, "POST", { body, headers });
const roleOf = async (email: string) =>
  (await database().select({ role: users.role }).from(users).where(eq(users.email, email)))[0]?.role;

describe("what is given", () => {
  const unfit: [string, object, string][] = [
    ["no address", { email: undefined }, "email"],
    ["a broken address", { email: "ada at example" }, "email"],
    ["an array for an address", { email: ["a@example.test", "b@example.test"] }, "email"],
    ["an object for an address", { email: { $ne: null } }, "email"],
    ["a line break in an address", { email: "ada@example.test\r\nBcc: all@example.test" }, "email"],
    ["two addresses", { email: "ada@example.test,bob@example.test" }, "email"],
    ["a letter of another script that looks like ours", { email: "аda@example.test" }, "email"],
    ["a sign that lower-casing makes ours", { email: "\u212aim@example.test" }, "email"],
    ["an address that is too long", { email: `${"a".repeat(250)}@example.test` }, "email"],
    ["an empty name", { name: "   " }, "name"],
    ["a number for a name", { name: 7 }, "name"],
    ["a name of a megabyte", { name: "n".repeat(1_000_000) }, "name"],
    ["a line break in a name", { name: "Ada\r\nBcc: all@example.test" }, "name"],
    ["a name that turns the text around it", { name: "Ada\u202eadA" }, "name"],
    ["a name of nothing that is seen", { name: "\u200b\u200d" }, "name"],
    ["a short password", { password: "short77" }, "password"],
    ["seven characters that are fourteen units", { password: "🐙".repeat(7) }, "password"],
    ["a password over 256 characters", { password: "p".repeat(257) }, "password"],
    ["a common password", { password: "Password1" }, "password"],
    ["a common password in wide letters", { password: "ｐａｓｓｗｏｒｄ１" }, "password"],
    ["an array for a password", { password: [goodPassword] }, "password"],
  ];
  test.each(unfit)("%s is refused at its field", async (_what, values, field) => {
    const answered = await register(account(values));
    expect(answered.status).toBe(422);
    expect(answered.body).toMatchObject({ success: false, code: "invalid", errors: { [field]: [expect.any(String)] } });
  });

  test("what is not JSON, and what is no object, make no account", async () => {
    expect((await register("{")).status).toBe(400);
    expect((await register("[]")).status).toBe(422);
    expect((await register("null")).status).toBe(422);
    const form = await ask(route, "POST", {
      body: "a=b",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(form.status).toBe(415);
  });

  test("256 characters of any script make a password, and spelling them another way is the same one", async () => {
    const made = await newAccount({ password: `${"é".repeat(255)}Å` });
    expect(made.accessToken).toBeTruthy();
  });
});

test("an account is open at once: 201, tokens that work, a handle, a mail", async () => {
  const given = account({ email: `Ada.${Date.now()}@Example.test`, name: " Áda  Lovelace " });
  const answered = await register(given);
  expect(answered.status).toBe(201);
  expect(answered.body).toMatchObject({
    success: true,
    message: expect.any(String),
    data: { accessToken: expect.stringMatching(/^ey/), refreshToken: expect.stringMatching(/^[\w-]{43}$/) },
  });
  const { body } = await ask(userRoute, "GET", { token: tokensOf(answered).accessToken });
  const user = {
    id: expect.any(Number),
    name: "Áda  Lovelace",
    handle: "ada-lovelace",
    email: given.email.toLowerCase(),
    role: "user",
    verified: false,
    theme_preference: "system",
    locale: "en",
    default_visibility: "public",
    email_notifications: true,
    show_sensitive: false,
    quota: {
      pictures_per_day: 100,
      pictures_left: 100,
      pictures_reset_at: expect.stringMatching(/T00:00:00\.000Z$/),
      open_at_once: 200,
      open_left: 200,
      storage_bytes: 2048 * 1024 * 1024,
      storage_left: 2048 * 1024 * 1024,
    },
  };
  expect(body).toEqual({ ...user, success: true, message: expect.any(String), data: user });
  const [mail] = await mailsTo(user.email);
  expect(mail?.subject).toBe("Confirm your e-mail address");
  expect(mail?.text).toMatch(/http:\/\/127\.0\.0\.1:3000\/verify\?user=\d+&token=[\w-]{43}\n/);
  expect(mail?.html).toContain('lang="en"');
});

test("nothing secret is stored as it is", async () => {
  const made = await newAccount();
  const [row] = await database().select().from(users).where(eq(users.email, made.email));
  expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const tokens = JSON.stringify(await database().select().from(refreshTokens));
  expect(tokens).not.toContain(made.refreshToken);
});

test("a taken address is 409, changes nothing and its owner is told; capitals make no other address", async () => {
  const made = await newAccount();
  const again = await register(account({ email: made.email.toUpperCase(), password: "another good password" }));
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({ success: false, code: "address_taken" });
  const mails = await mailsTo(made.email);
  expect(mails.map((mail) => mail.subject)).toEqual(["You already have an account", "Confirm your e-mail address"]);
  expect(mails[0]?.text).not.toContain("token=");
});

test("of 50 that open an account with one address at once, one succeeds", async () => {
  const email = newEmail();
  const all = await Promise.all(Array.from({ length: 50 }, (_, n) => register(account({ email, name: `Ada ${n}` }))));
  const statuses = all.map((answered) => answered.status).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 49 }, () => 409)]);
  expect(await database().select({ n: count() }).from(users).where(eq(users.email, email))).toEqual([{ n: 1 }]);
});

test("20 accounts of one name at once get 20 handles", async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => register(account({ name: "Same Name" }))));
  expect(all.map((answered) => answered.status)).toEqual(Array.from({ length: 20 }, () => 201));
});

test("five an hour come from one address, then 429 with Retry-After; the count outlives the process", async () => {
  const address = newAddress();
  const send = () => ask(route, "POST", { body: account(), address });
  for (let n = 0; n < 5; n++) expect((await send()).status).toBe(201);
  globalThis.atelierLimiter = undefined;
  const refused = await send();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3000);
});

describe("the first account", () => {
  beforeEach(resetDatabase);
  const local = { "x-atelier-local": "1" };

  test("is an administrator from the machine itself, the second is not", async () => {
    const [first, second] = [account(), account()];
    await register(first, local);
    await register(second, local);
    expect([await roleOf(first.email), await roleOf(second.email)]).toEqual(["admin", "user"]);
  });

  test("is an ordinary one from elsewhere, and then being at the machine makes none", async () => {
    const [first, second] = [account(), account()];
    await register(first);
    await register(second, local);
    expect([await roleOf(first.email), await roleOf(second.email)]).toEqual(["user", "user"]);
  });

  test("is one administrator when many come at once from the machine", async () => {
    const all = Array.from({ length: 10 }, () => account());
    const answers = await Promise.all(all.map((one) => register(one, local)));
    expect(answers.map((answered) => answered.status)).toEqual(all.map(() => 201));
    const admins = await database().select({ n: count() }).from(users).where(eq(users.role, "admin"));
    expect(admins).toEqual([{ n: 1 }]);
  });

  test("is an administrator from anywhere with the set-up code, also when a stranger came before", async () => {
    const [stranger, owner, late] = [account(), account({ setupCode }), account({ setupCode })];
    for (const one of [stranger, owner, late]) expect((await register(one)).status).toBe(201);
    expect(await roleOf(stranger.email)).toBe("user");
    expect(await roleOf(owner.email)).toBe("admin");
    expect(await roleOf(late.email)).toBe("user");
  });

  test("waits for another that is being decided, and is none when that one became it", async () => {
    const late = account();
    let answered: Promise<unknown> = Promise.resolve();
    await inTransaction(async (tx) => {
      await lockFirstAdministrator(tx);
      answered = register(late, local);
      // Long enough for one that does not wait to come in; one that does may come at any time.
      await Promise.race([answered, sleep(1500)]);
      await tx.insert(users).values(rowOfAdministrator());
    });
    await answered;
    expect(await roleOf(late.email)).toBe("user");
  });

  test("is one administrator when many come at once with the code", async () => {
    await Promise.all(Array.from({ length: 10 }, () => register(account({ setupCode }))));
    expect(await database().select({ n: count() }).from(users).where(eq(users.role, "admin"))).toEqual([{ n: 1 }]);
  });

  test("gets nowhere with a guessed code, and no account either", async () => {
    const answered = await register(account({ setupCode: "AAAAA-BBBBB" }));
    expect(answered.status).toBe(422);
    expect(answered.body).toMatchObject({ errors: { setupCode: [expect.any(String)] } });
    expect(await database().select({ n: count() }).from(users)).toEqual([{ n: 0 }]);
  });
});

test("an account that failed leaves no session and no mail behind", async () => {
  await runErrands();
  const before = await database().select({ n: count() }).from(sessions);
  const made = await newAccount();
  await register(account({ email: made.email }));
  const after = await database().select({ n: count() }).from(sessions);
  expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(1);
});
