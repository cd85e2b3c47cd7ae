import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database, inTransaction } from "@/db/client";
import { addSpending } from "@/db/queries/spendings";
import { auditEntries, sessions, spendings, users } from "@/db/schema";
import { guestViewerOf, makeGuest, makeImage, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { dayMs, fromNow } from "@/lib/clock";
import { nobody, type UserViewer, type Viewer } from "@/lib/viewer";
import { hashPassword } from "./password";
import { peopleQuery } from "./schema";
import { requestDeletion } from "./service/deletion";
import {
  changeQuota,
  changeRole,
  confirmPerson,
  enablePerson,
  getPerson,
  listPeople,
  removePerson,
  restorePerson,
} from "./service/people";
import { getQuota } from "./service/quota";
import { signInBrowser } from "./service/sign-in";
import { mailSignInLink, showSignInLink } from "./service/sign-in-link";
import { goodPassword, mailsTo, newOrigin, runErrands } from "./testing";

type User = Awaited<ReturnType<typeof makeUser>>;

let boss: User;
let admin: UserViewer;
let user: User;
const passwordHash = hashPassword(goodPassword);

const bySession = (row: User): UserViewer => ({ ...viewerOf(row), sessionId: 1 });
const userOf = async (id: number) => (await database().select().from(users).where(eq(users.id, id)))[0];
const fails = (code: string, words?: string) => expect.objectContaining({ code, ...(words ? { words } : {}) });
const enter = (of: User) => signInBrowser({ email: of.email, password: goodPassword }, newOrigin(), null);
const audited = async () =>
  (await database().select().from(auditEntries).orderBy(auditEntries.id)).map((entry) => ({
    actorId: entry.actorId,
    action: entry.action,
    subject: entry.subject,
    before: entry.before,
    after: entry.after,
  }));
const find = async (given: object) => (await listPeople(admin, peopleQuery.parse(given))).people.map(({ id }) => id);

beforeEach(async () => {
  await resetDatabase();
  boss = await makeUser({ role: "admin", passwordHash: await passwordHash });
  admin = bySession(boss);
  user = await makeUser({ passwordHash: await passwordHash });
});
afterAll(closeDatabase);

describe("finding people", () => {
  test("by how an address, a name or a handle begins, whatever its case; signs are no wildcards", async () => {
    const ada = await makeUser({ name: "Ada Brush", handle: "stone", email: "q1@example.test" });
    const bea = await makeUser({ name: "Q", handle: "ada-b", email: "q2@example.test" });
    const cid = await makeUser({ name: "Q", handle: "q3", email: "adam@example.test" });
    expect(await find({ q: "ADA" })).toEqual([cid.id, bea.id, ada.id]);
    expect(await find({ q: "@ada-b" })).toEqual([bea.id]);
    expect(await find({ q: "brush" })).toEqual([]);
    expect(await find({ q: "%" })).toEqual([]);
    expect(await find({ q: "a_a" })).toEqual([]);
  });

  test("by role and state, alone and together", async () => {
    const off = await makeUser({ disabledAt: fromNow(-dayMs), role: "user" });
    const leaving = await makeUser({ deleteAfter: fromNow(dayMs) });
    const fresh = await makeUser({ emailVerifiedAt: null, role: "user", name: "Fresh" });
    expect(await find({ role: "user" })).toEqual([fresh.id, off.id]);
    expect(await find({ state: "disabled" })).toEqual([off.id]);
    expect(await find({ state: "leaving" })).toEqual([leaving.id]);
    expect(await find({ state: "unconfirmed" })).toEqual([fresh.id]);
    expect(await find({ state: "active" })).toEqual([user.id, boss.id]);
    expect(await find({ q: "fresh", role: "user", state: "unconfirmed" })).toEqual([fresh.id]);
    expect(await find({ q: "fresh", role: "admin" })).toEqual([]);
    expect(await find({ role: "nonsense", state: ["a", "b"], before: "x" })).toHaveLength(5);
  });

  test("in pages of fifty, each once", async () => {
    for (let index = 0; index < 60; index++) await makeUser({ name: "Many" });
    for (const q of ["", "many"]) {
      const first = await listPeople(admin, peopleQuery.parse({ q }));
      expect(first.people).toHaveLength(50);
      const second = await listPeople(admin, peopleQuery.parse({ q, before: String(first.next) }));
      expect(second.next).toBeNull();
      const ids = [...first.people, ...second.people].map(({ id }) => id);
      expect(new Set(ids).size).toBe(q === "" ? 62 : 60);
      expect(ids).toEqual([...ids].sort((a, b) => b - a));
    }
  });
});

test("one person is told in numbers: pictures, bytes, limits and what was spent", async () => {
  await makeImage({ userId: user.id });
  await makeImage({ userId: user.id, trashedAt: fromNow(-dayMs) });
  await makeImage({ userId: user.id, state: "pending", blobId: null });
  await inTransaction((tx) => addSpending(tx, { backendId: 7, userId: user.id, pictures: 3, micros: 120_000 }));
  await changeQuota(admin, { id: user.id, pictures: 9, storageMb: null, open: 0 });
  expect(await getPerson(admin, user.id)).toMatchObject({
    name: user.name,
    state: "active",
    isSelf: false,
    pictures: 2,
    bytes: 2 * 12_345,
    picturesToday: 0,
    limits: { pictures: 9, storageMb: 20_480, open: 0 },
    roleLimits: { pictures: 1000, storageMb: 20_480, open: 200 },
    ownLimits: { pictures: 9, storageMb: null, open: 0 },
    currency: "USD",
    spendings: [{ backendId: 7, backend: null, pictures: 3, micros: 120_000 }],
  });
  expect(await getQuota(viewerOf(user))).toMatchObject({
    pictures_per_day: 9,
    pictures_left: 9,
    storage_bytes: 20_480 * 1024 * 1024,
    storage_left: 20_480 * 1024 * 1024 - 2 * 12_345,
    open_at_once: null,
    open_left: null,
  });
  await expect(getPerson(admin, noSuchId)).rejects.toEqual(fails("not_found"));
});

describe("changing something about somebody", () => {
  const subject = () => `user:${user.id}`;

  test("role, address and limits: done, and noted with before and after", async () => {
    await database().update(users).set({ emailVerifiedAt: null, role: "user" }).where(eq(users.id, user.id));
    await confirmPerson(admin, { id: user.id });
    await changeRole(admin, { id: user.id, role: "admin" });
    await changeQuota(admin, { id: user.id, pictures: 5, storageMb: 0, open: null });
    expect(await userOf(user.id)).toMatchObject({
      role: "admin",
      quotaPictures: 5,
      quotaStorageMb: 0,
      quotaOpen: null,
    });
    expect((await userOf(user.id))?.emailVerifiedAt).not.toBeNull();
    const noted = { actorId: boss.id, subject: subject() };
    expect(await audited()).toEqual([
      {
        ...noted,
        action: "user.verify",
        before: { verified: false, role: "user" },
        after: { verified: true, role: "member" },
      },
      { ...noted, action: "user.role", before: { role: "member" }, after: { role: "admin" } },
      {
        ...noted,
        action: "user.quota",
        before: { pictures: null, storageMb: null, open: null },
        after: { pictures: 5, storageMb: 0, open: null },
      },
    ]);
  });

  test("what is so already is not noted again", async () => {
    await confirmPerson(admin, { id: user.id });
    await changeRole(admin, { id: user.id, role: "member" });
    await enablePerson(admin, { id: user.id, enabled: true });
    await changeQuota(admin, { id: user.id, pictures: null, storageMb: null, open: null });
    await restorePerson(admin, { id: user.id });
    expect(await audited()).toEqual([]);
  });

  test("switching off ends every session, and on lets in again", async () => {
    await enter(user);
    await enablePerson(admin, { id: user.id, enabled: false });
    const open = (await database().select().from(sessions)).filter(({ revokedAt }) => revokedAt === null);
    expect(open).toEqual([]);
    await expect(enter(user)).rejects.toEqual(fails("account_disabled"));
    await enablePerson(admin, { id: user.id, enabled: true });
    await enter(user);
    expect((await audited()).map(({ action, before, after }) => [action, before, after])).toEqual([
      ["user.disable", { disabled: false }, { disabled: true }],
      ["user.enable", { disabled: true }, { disabled: false }],
    ]);
  });

  test("a removal is told, cannot be undone by its user, and can by an administrator", async () => {
    await enter(user);
    await removePerson(admin, { id: user.id, keepPublicImages: true });
    expect((await mailsTo(user.email)).map(({ subject: title }) => title)).toContain(
      "It was decided to delete your account",
    );
    await expect(enter(user)).rejects.toEqual(fails("account_disabled"));
    await expect(enablePerson(admin, { id: user.id, enabled: true })).rejects.toEqual(fails("conflict"));
    expect(await getPerson(admin, user.id)).toMatchObject({ state: "leaving", canRestore: true });
    await restorePerson(admin, { id: user.id });
    expect(await userOf(user.id)).toMatchObject({ deleteAfter: null, disabledAt: null, keepPublicImages: false });
    await enter(user);
    expect((await audited()).map(({ action }) => action)).toEqual(["user.delete", "user.restore"]);
  });

  test("what was off before its removal is off after it was taken back", async () => {
    await enablePerson(admin, { id: user.id, enabled: false });
    await removePerson(admin, { id: user.id, keepPublicImages: false });
    await restorePerson(admin, { id: user.id });
    expect((await userOf(user.id))?.disabledAt).not.toBeNull();
  });

  test("who wants to leave is not held", async () => {
    const viewer = { ...bySession(user), sessionId: (await enter(user)).sessionId };
    await requestDeletion(viewer, { password: goodPassword, keepPublicImages: false });
    await enablePerson(admin, { id: user.id, enabled: false });
    expect(await getPerson(admin, user.id)).toMatchObject({ state: "leaving", canRestore: false });
    await expect(restorePerson(admin, { id: user.id })).rejects.toEqual(fails("conflict"));
    expect((await userOf(user.id))?.deleteAfter).not.toBeNull();
  });

  test("when the grace is over everything goes but what was spent, which is nobody's then", async () => {
    const spent = { backendId: 3, pictures: 2, micros: 80_000 };
    await inTransaction((tx) => addSpending(tx, { ...spent, userId: user.id }));
    await inTransaction((tx) => addSpending(tx, { ...spent, userId: null }));
    await removePerson(admin, { id: user.id, keepPublicImages: false });
    await database()
      .update(users)
      .set({ deleteAfter: fromNow(-1) })
      .where(eq(users.id, user.id));
    await database().execute("update jobs set run_after = now(3) - interval 1 second where name = 'account.remove'");
    await runErrands();
    expect(await userOf(user.id)).toBeUndefined();
    expect(await database().select().from(spendings)).toMatchObject([
      { userId: 0, backendId: 3, pictures: 4, micros: 160_000 },
    ]);
  });

  test("the last administrator stays one, and nobody locks themselves out", async () => {
    const works = [
      (id: number) => changeRole(admin, { id, role: "member" }),
      (id: number) => enablePerson(admin, { id, enabled: false }),
      (id: number) => removePerson(admin, { id, keepPublicImages: false }),
    ];
    for (const work of works) {
      await expect(work(boss.id)).rejects.toEqual(fails("conflict", "This is the only administrator."));
    }
    const second = await makeUser({ role: "admin" });
    for (const work of works) {
      const words = "This is your own account. Another administrator has to do that.";
      await expect(work(boss.id)).rejects.toEqual(fails("conflict", words));
    }
    await changeRole(bySession(second), { id: boss.id, role: "member" });
    await expect(changeRole(admin, { id: second.id, role: "member" })).rejects.toEqual(fails("not_found"));
    expect(await audited()).toHaveLength(1);
  });
});

test("to everyone else there is nothing here, and a personal token changes nothing about people", async () => {
  const other = bySession(await makeUser());
  const strangers: Viewer[] = [
    other,
    bySession(user),
    bySession(await makeUser({ role: "user" })),
    guestViewerOf(await makeGuest()),
    nobody,
    { ...admin, scopes: ["read", "write", "generate"] },
  ];
  const id = user.id;
  const works = [
    (viewer: Viewer) => changeRole(viewer, { id, role: "admin" }),
    (viewer: Viewer) => enablePerson(viewer, { id, enabled: false }),
    (viewer: Viewer) => confirmPerson(viewer, { id }),
    (viewer: Viewer) => changeQuota(viewer, { id, pictures: 1, storageMb: 1, open: 1 }),
    (viewer: Viewer) => removePerson(viewer, { id, keepPublicImages: false }),
    (viewer: Viewer) => restorePerson(viewer, { id }),
    (viewer: Viewer) => mailSignInLink(viewer, { id }),
    (viewer: Viewer) => showSignInLink(viewer, { id }),
  ];
  const before = await userOf(id);
  for (const stranger of strangers) {
    await expect(listPeople(stranger, peopleQuery.parse({}))).rejects.toEqual(fails("not_found"));
    await expect(getPerson(stranger, id)).rejects.toEqual(fails("not_found"));
    for (const work of works) await expect(work(stranger)).rejects.toEqual(fails("not_found"));
  }
  for (const work of works) await expect(work(viewerOf(boss))).rejects.toEqual(fails("forbidden"));
  expect(await userOf(id)).toEqual(before);
  expect(await audited()).toEqual([]);
});
