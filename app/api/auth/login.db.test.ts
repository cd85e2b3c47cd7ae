import { hash } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { generations, guests, images, sessions, users } from "@/db/schema";
import { makeImage, makeUser } from "@/db/testing";
import { goodPassword, mailsTo, newAddress, newEmail } from "@/lib/accounts/testing";
import { deviceCookie, signDevice } from "@/lib/auth/devices";
import { guestCookie, welcomeGuest } from "@/lib/auth/guests";
import { clock } from "@/lib/clock";
import * as images_ from "../images/keep/route";
import { ask, newAccount, tokensOf } from "../testing";
import * as userRoute from "../user/route";
import * as route from "./login/route";
import * as logout from "./logout/route";

const login = (email: unknown, password: unknown, call: object = {}) =>
  ask(route, "POST", { body: { email, password }, ...call });

test("the right password gives tokens, whatever the case of the address", async () => {
  const made = await newAccount();
  const answered = await login(` ${made.email.toUpperCase()} `, goodPassword);
  expect(answered.status).toBe(200);
  expect((await ask(userRoute, "GET", { token: tokensOf(answered).accessToken })).status).toBe(200);
});

test("a password is the same however its letters are written", async () => {
  const made = await newAccount({ password: "Ångström über alles" });
  expect((await login(made.email, "A\u030angstro\u0308m u\u0308ber alles")).status).toBe(200);
});

test("a wrong password and an unknown address are answered alike", async () => {
  const made = await newAccount();
  const [wrong, unknown] = [await login(made.email, "not my password"), await login(newEmail(), "not my password")];
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  const words = ({ text }: { text: string }) => text.replace(/"request_id":"[^"]+"/, "");
  expect(words(unknown)).toBe(words(wrong));
  expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()]);
});

test("what nobody can have as address or password is refused as any other wrong one", async () => {
  for (const email of ["nobody@invalid", "a".repeat(900), "Bob\u0000@example.test", "аda@example.test"]) {
    expect((await login(email, "some password")).status).toBe(401);
  }
  const made = await newAccount();
  for (const password of ["p".repeat(300), "p".repeat(500_000), " "]) {
    expect((await login(made.email, password)).status).toBe(401);
  }
});

test("the first 256 characters of a longer password are not the password", async () => {
  const made = await newAccount({ password: "x1".repeat(128) });
  expect((await login(made.email, `${"x1".repeat(128)}more`)).status).toBe(401);
});

test("bodies of another shape are 422, never 500", async () => {
  for (const body of [{}, { email: [], password: {} }, { email: { $gt: "" }, password: 1 }]) {
    expect((await ask(route, "POST", { body })).status).toBe(422);
  }
});

test("a weaker hash is made stronger at sign-in, and the password still fits", async () => {
  const weak = await hash(goodPassword, { memoryCost: 4096, timeCost: 1, parallelism: 1 });
  const user = await makeUser({ passwordHash: weak });
  expect((await login(user.email, goodPassword)).status).toBe(200);
  const [row] = await database().select().from(users).where(eq(users.id, user.id));
  expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect((await login(user.email, goodPassword)).status).toBe(200);
});

test("a disabled account is told so with its password only", async () => {
  const made = await newAccount();
  await database().update(users).set({ disabledAt: clock.now() }).where(eq(users.email, made.email));
  expect((await login(made.email, goodPassword)).body).toMatchObject({ code: "account_disabled" });
  expect((await login(made.email, "not my password")).body).toMatchObject({ code: "invalid_credentials" });
  expect((await ask(userRoute, "GET", { token: made.accessToken })).status).toBe(401);
});

test("after logging out the access token opens nothing", async () => {
  const made = await newAccount();
  expect((await ask(logout, "POST", { token: made.accessToken })).status).toBe(200);
  expect((await ask(userRoute, "GET", { token: made.accessToken })).status).toBe(401);
  expect((await ask(logout, "POST", { token: made.accessToken })).status).toBe(401);
  expect((await ask(logout, "POST")).status).toBe(401);
});

describe("limits", () => {
  test("ten tries from one address, then 429; from elsewhere still one's own", async () => {
    const made = await newAccount();
    const address = newAddress();
    for (let n = 0; n < 10; n++) expect((await login(made.email, "wrong password", { address })).status).toBe(401);
    const refused = await login(made.email, goodPassword, { address });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await login(made.email, goodPassword)).status).toBe(200);
  });

  test("a hundred wrong passwords from everywhere neither get in nor lock out a device that is known", async () => {
    const made = await newAccount();
    const [user] = await database().select().from(users).where(eq(users.email, made.email));
    const guesses = await Promise.all(Array.from({ length: 100 }, (_, n) => login(made.email, `wrong password ${n}`)));
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect((await login(made.email, goodPassword)).status).toBe(429);
    const cookie = `${deviceCookie}=${await signDevice(user?.id ?? 0)}`;
    expect((await login(made.email, goodPassword, { cookie })).status).toBe(200);
    const foreign = `${deviceCookie}=${await signDevice((await makeUser()).id)}`;
    expect((await login(made.email, goodPassword, { cookie: foreign })).status).toBe(429);
  });

  test("an unknown address runs into the same limits", async () => {
    const [email, address] = [newEmail(), newAddress()];
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push((await login(email, "wrong password", { address })).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });
});

test("a sign-in from a new place is told by mail, one from a known place is not", async () => {
  const address = newAddress();
  const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
  const made = await newAccount();
  await login(made.email, goodPassword, { address, headers });
  await login(made.email, goodPassword, { address, headers });
  const told = (await mailsTo(made.email)).filter(({ subject }) => subject === "A new sign-in");
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain(`Firefox on Linux, ${address.replace(/\d+$/, "0/24")}`);
});

describe("a guest who signs in", () => {
  async function guestWithPictures() {
    const { viewer, token } = await welcomeGuest();
    const upload = await makeImage({ guestId: viewer.id, isTemp: true, expiresAt: clock.now() });
    const styled = await makeImage({ guestId: viewer.id, isTemp: true, kind: "styled", expiresAt: clock.now() });
    return { viewer, token, upload, styled };
  }
  const imageOf = async (id: number) => (await database().select().from(images).where(eq(images.id, id)))[0];

  test("takes pictures along: uploads stay, the others can be kept then", async () => {
    const guest = await guestWithPictures();
    expect((await ask(images_, "POST", { token: guest.token, body: { image_id: guest.styled.id } })).status).toBe(401);
    const made = await newAccount();
    const answered = await login(made.email, goodPassword, { token: guest.token });
    const [user] = await database().select().from(users).where(eq(users.email, made.email));
    const owner = { userId: user?.id, guestId: null };
    expect(await imageOf(guest.upload.id)).toMatchObject({ ...owner, isTemp: false, expiresAt: null });
    const styled = await imageOf(guest.styled.id);
    expect(styled).toMatchObject({ ...owner, isTemp: true });
    expect(styled?.expiresAt?.getTime()).toBeGreaterThan(clock.now().getTime() + 60_000);
    const token = tokensOf(answered).accessToken;
    expect((await ask(images_, "POST", { token, body: { image_id: guest.styled.id } })).status).toBe(200);
    expect(await imageOf(guest.styled.id)).toMatchObject({ isTemp: false, expiresAt: null });
  });

  test("does so once: the guest's token is worth nothing afterwards, and no second user gets the pictures", async () => {
    const guest = await guestWithPictures();
    const people = await Promise.all([newAccount(), newAccount(), newAccount()]);
    await Promise.all(people.map(({ email }) => login(email, goodPassword, { token: guest.token })));
    const owners = new Set([(await imageOf(guest.upload.id))?.userId, (await imageOf(guest.styled.id))?.userId]);
    expect(owners.size).toBe(1);
    expect(owners.has(null)).toBe(false);
    const [row] = await database().select().from(guests).where(eq(guests.id, guest.viewer.id));
    expect(owners.has(row?.claimedBy)).toBe(true);
    expect((await login(people[0].email, goodPassword, { token: guest.token })).status).toBe(401);
    const cookie = `${guestCookie}=${guest.token}`;
    expect((await login(people[0].email, goodPassword, { cookie })).status).toBe(200);
  });

  test("gets nothing with a wrong password", async () => {
    const guest = await guestWithPictures();
    const made = await newAccount();
    await login(made.email, "wrong password", { token: guest.token });
    expect(await imageOf(guest.upload.id)).toMatchObject({ guestId: guest.viewer.id, userId: null });
  });
});

test("generations of a guest become the user's", async () => {
  const { viewer, token } = await welcomeGuest();
  const now = clock.now();
  const [{ id }] = await database()
    .insert(generations)
    .values({
      uuid: crypto.randomUUID(),
      guestId: viewer.id,
      backendKind: "builtin",
      model: "landscape",
      params: {},
      seed: 1,
      width: 64,
      height: 64,
      createdAt: now,
      updatedAt: now,
    })
    .$returningId();
  const made = await newAccount();
  await login(made.email, goodPassword, { token });
  const [row] = await database().select().from(generations).where(eq(generations.id, id));
  expect(row?.guestId).toBeNull();
  expect(row?.userId).toBeGreaterThan(0);
});

test("each sign-in is a session of its own, with its kind of program and place", async () => {
  const made = await newAccount();
  await login(made.email, goodPassword, { address: "192.0.2.77", headers: { "user-agent": "curl/8.5.0" } });
  const [user] = await database().select().from(users).where(eq(users.email, made.email));
  const rows = await database()
    .select()
    .from(sessions)
    .where(eq(sessions.userId, user?.id ?? 0));
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatchObject({ kind: "api", device: "curl/8.5.0", addressPrefix: "192.0.2.0/24" });
});
