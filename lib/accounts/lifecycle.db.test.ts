import { count, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import {
  accountExports,
  auditEntries,
  blobs,
  favorites,
  images,
  jobs,
  mails,
  oneTimeTokens,
  sessions,
  users,
} from "@/db/schema";
import { makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { clock, dayMs, fromNow } from "@/lib/clock";
import { mintUserId } from "@/lib/ids";
import { storage } from "@/lib/storage";
import type { UserViewer } from "@/lib/viewer";
import { hashPassword } from "./password";
import { sweepAccounts } from "./run/sweep";
import { disableUser, enableUser, makeResetLink, setRole } from "./service/administer";
import { requestDeletion } from "./service/deletion";
import { confirmEmailChange, requestEmailChange } from "./service/email";
import { exportKey, listExports, openExport, requestExport } from "./service/exports";
import { changePassword, saveProfile } from "./service/profile";
import { resetPassword } from "./service/reset";
import { signInBrowser } from "./service/sign-in";
import { goodPassword, linkTo, mailsTo, newEmail, newOrigin, runErrands } from "./testing";

let passwordHash: Promise<string> | undefined;

/** A user with the good password, signed in in a browser. */
async function signedIn(values: Parameters<typeof makeUser>[0] = {}) {
  passwordHash ??= hashPassword(goodPassword);
  const user = await makeUser({ passwordHash: await passwordHash, ...values });
  const session = await signInBrowser({ email: user.email, password: goodPassword }, newOrigin(), null);
  const viewer: UserViewer = { ...viewerOf(user), sessionId: session.sessionId };
  return { user, viewer };
}

const userOf = async (id: number) => (await database().select().from(users).where(eq(users.id, id)))[0];
const liveSessions = async (id: number) =>
  (await database().select().from(sessions).where(eq(sessions.userId, id))).filter(({ revokedAt }) => !revokedAt);
const fails = (code: string) => expect.objectContaining({ code });

describe("profile", () => {
  test("a handle is one person's, also when many want it at once", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => signedIn()));
    const handle = `h${Date.now()}`;
    const all = await Promise.allSettled(people.map(({ viewer }) => saveProfile(viewer, { name: "Ada", handle })));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all) if (one.status === "rejected") expect(one.reason).toEqual(fails("invalid"));
  });

  test("a new password takes the old one, and ends every session but a new one", async () => {
    const { user, viewer } = await signedIn();
    const input = { currentPassword: goodPassword, newPassword: "a new good password" };
    await expect(changePassword(viewer, { ...input, currentPassword: "wrong" }, newOrigin())).rejects.toEqual(
      fails("invalid"),
    );
    expect(await liveSessions(user.id)).toHaveLength(1);
    const { sessionId } = await changePassword(viewer, input, newOrigin());
    expect((await liveSessions(user.id)).map(({ id }) => id)).toEqual([sessionId]);
    expect((await mailsTo(user.email)).map(({ subject }) => subject)).toContain("Your password was changed");
  });

  test("the own password is guessed ten times, not more", async () => {
    const { viewer } = await signedIn();
    const guess = () => changePassword(viewer, { currentPassword: "wrong", newPassword: "x" }, newOrigin());
    for (let n = 0; n < 10; n++) await expect(guess()).rejects.toEqual(fails("invalid"));
    await expect(guess()).rejects.toEqual(fails("rate_limited"));
  });
});

describe("a new e-mail address", () => {
  const [oldSubject, newSubject] = ["Agree to a new e-mail address", "Confirm your new e-mail address"];

  test("is taken when both addresses have agreed, in whatever order", async () => {
    for (const order of [0, 1]) {
      const { user, viewer } = await signedIn();
      const email = newEmail();
      await requestEmailChange(viewer, { email, password: goodPassword });
      const links = [await linkTo(user.email, oldSubject), await linkTo(email, newSubject)];
      if (order === 1) links.reverse();
      expect(await confirmEmailChange(links[0])).toBe("waiting");
      expect((await userOf(user.id))?.email).toBe(user.email);
      await expect(confirmEmailChange(links[0])).rejects.toEqual(fails("invalid_link"));
      expect(await confirmEmailChange(links[1])).toBe("changed");
      expect(await userOf(user.id)).toMatchObject({ email, emailVerifiedAt: expect.any(Date) });
      expect((await mailsTo(user.email))[0]?.text).toContain(email);
    }
  });

  test("does not follow from agreeing to two different ones", async () => {
    const { user, viewer } = await signedIn();
    const [first, second] = [newEmail(), newEmail()];
    await requestEmailChange(viewer, { email: first, password: goodPassword });
    const toFirst = await linkTo(first, newSubject);
    await confirmEmailChange(await linkTo(user.email, oldSubject));
    await requestEmailChange(viewer, { email: second, password: goodPassword });
    await expect(confirmEmailChange(toFirst)).rejects.toEqual(fails("invalid_link"));
    expect(await confirmEmailChange(await linkTo(second, newSubject))).toBe("waiting");
    expect((await userOf(user.id))?.email).toBe(user.email);
  });

  test("needs only the new one to agree where the old was never confirmed", async () => {
    const { user, viewer } = await signedIn({ emailVerifiedAt: null });
    const email = newEmail();
    await requestEmailChange(viewer, { email, password: goodPassword });
    expect(await confirmEmailChange(await linkTo(email, newSubject))).toBe("changed");
    expect((await userOf(user.id))?.email).toBe(email);
  });

  test("that has an account is answered like any other; its owner is told and nothing moves", async () => {
    const [{ user, viewer }, other] = [await signedIn(), await makeUser()];
    await requestEmailChange(viewer, { email: other.email, password: goodPassword });
    const told = await mailsTo(other.email);
    expect(told.map(({ subject }) => subject)).toEqual(["This address already has an account"]);
    expect(await confirmEmailChange(await linkTo(user.email, oldSubject))).toBe("waiting");
    expect((await userOf(user.id))?.email).toBe(user.email);
  });

  test("takes the password", async () => {
    const { viewer } = await signedIn();
    const change = requestEmailChange(viewer, { email: newEmail(), password: "wrong" });
    await expect(change).rejects.toEqual(fails("invalid"));
  });

  test("is forgotten when the password is reset", async () => {
    const { user, viewer } = await signedIn();
    const email = newEmail();
    await requestEmailChange(viewer, { email, password: goodPassword });
    const link = await linkTo(email, newSubject);
    const reset = new URL(await makeResetLink(null, { id: user.id }));
    const token = reset.searchParams.get("token") ?? "";
    await resetPassword({ user: user.id, token, newPassword: "a new good password" });
    await expect(confirmEmailChange(link)).rejects.toEqual(fails("invalid_link"));
  });
});

describe("export", () => {
  test("is one file of one's own, made once, offered for seven days and then removed", async () => {
    const { user, viewer } = await signedIn();
    const stranger = await signedIn();
    await makeImage({ userId: user.id, title: "My picture" });
    await Promise.all([requestExport(viewer), requestExport(viewer), requestExport(viewer)]);
    expect(await listExports(viewer)).toMatchObject([{ status: "queued", url: null }]);
    await runErrands();
    const [made] = await listExports(viewer);
    expect(made).toMatchObject({ status: "ready", url: `/api/user/exports/${made?.uuid}` });
    const file = await openExport(viewer, made?.uuid ?? "");
    const parts: Buffer[] = [];
    for await (const part of file.stream) parts.push(part);
    const archive = Buffer.concat(parts);
    expect(archive.length).toBe(made?.bytes);
    expect(archive.toString("latin1")).toContain("account.json");
    expect(archive.toString("utf8")).toContain('"title": "My picture"');
    expect(archive.toString("utf8")).not.toContain("argon2id");
    await expect(openExport(stranger.viewer, made?.uuid ?? "")).rejects.toEqual(fails("not_found"));
    expect((await mailsTo(user.email)).map(({ subject }) => subject)).toContain("Your pictures are ready to download");

    await database()
      .update(accountExports)
      .set({ expiresAt: fromNow(-1) })
      .where(eq(accountExports.userId, user.id));
    await sweepAccounts(new AbortController().signal);
    expect(await storage().exists(exportKey(made?.uuid ?? ""))).toBe(false);
    expect(await listExports(viewer)).toEqual([]);
  });
});

describe("deletion", () => {
  const end = async (id: number) => {
    await database()
      .update(users)
      .set({ deleteAfter: fromNow(-1) })
      .where(eq(users.id, id));
    // Also when the job of the request was lost.
    await database().delete(jobs).where(eq(jobs.subjectId, id));
    await sweepAccounts(new AbortController().signal);
    await runErrands();
  };

  test("takes the password, signs out at once, and comes back with a sign-in", async () => {
    const { user, viewer } = await signedIn();
    const wrong = requestDeletion(viewer, { password: "wrong", keepPublicImages: false });
    await expect(wrong).rejects.toEqual(fails("invalid"));
    const on = await requestDeletion(viewer, { password: goodPassword, keepPublicImages: true });
    expect(on.getTime() - clock.now().getTime()).toBeGreaterThan(6.9 * dayMs);
    expect(await liveSessions(user.id)).toEqual([]);
    expect((await mailsTo(user.email))[0]?.subject).toBe("Your account will be deleted");
    await signInBrowser({ email: user.email, password: goodPassword }, newOrigin(), null);
    expect(await userOf(user.id)).toMatchObject({ deleteAfter: null, keepPublicImages: false });
    await runErrands();
    expect(await userOf(user.id)).toBeDefined();
  });

  test("removes rows, files' references, favorites, mails, tokens; and nothing of others", async () => {
    const [{ user, viewer }, other] = [await signedIn(), await makeUser()];
    const mine = await makeImage({ userId: user.id, isPublic: true });
    const theirs = await makeImage({ userId: other.id, isPublic: true, likesCount: 2 });
    await database().insert(favorites).values({ userId: user.id, imageId: theirs.id, createdAt: clock.now() });
    await requestDeletion(viewer, { password: goodPassword, keepPublicImages: false });
    expect((await mailsTo(user.email)).length).toBeGreaterThan(0);
    await end(user.id);
    expect(await userOf(user.id)).toBeUndefined();
    for (const [table, column] of [
      [sessions, sessions.userId],
      [oneTimeTokens, oneTimeTokens.userId],
      [favorites, favorites.userId],
      [images, images.userId],
    ] as const) {
      expect(await database().select({ n: count() }).from(table).where(eq(column, user.id))).toEqual([{ n: 0 }]);
    }
    expect(await database().select().from(mails).where(eq(mails.recipient, user.email))).toEqual([]);
    expect(await database().select().from(images).where(eq(images.id, mine.id))).toEqual([]);
    const [blob] = await database()
      .select()
      .from(blobs)
      .where(eq(blobs.id, mine.blobId ?? 0));
    expect(blob?.refs).toBe(0);
    const [left] = await database().select().from(images).where(eq(images.id, theirs.id));
    expect(left).toMatchObject({ likesCount: 1, userId: other.id });
  });

  test("leaves public pictures without a maker, if so wished, and only those", async () => {
    const { user, viewer } = await signedIn();
    const shown = await makeImage({ userId: user.id, isPublic: true });
    const hidden = await makeImage({ userId: user.id });
    const temporary = await makeImage({ userId: user.id, isPublic: true, isTemp: true });
    await requestDeletion(viewer, { password: goodPassword, keepPublicImages: true });
    await end(user.id);
    const rows = await database().select().from(images);
    expect(rows.find(({ id }) => id === shown.id)).toMatchObject({ userId: null, isPublic: true, listed: 1 });
    expect(rows.some(({ id }) => id === hidden.id || id === temporary.id)).toBe(false);
  });

  test("happens at once where there is no grace; after it nobody comes back", async () => {
    await saveSetting(database(), "deletion_days", 0);
    const { user, viewer } = await signedIn();
    await requestDeletion(viewer, { password: goodPassword, keepPublicImages: false });
    const back = signInBrowser({ email: user.email, password: goodPassword }, newOrigin(), null);
    await expect(back).rejects.toEqual(fails("invalid_credentials"));
    await runErrands();
    expect(await userOf(user.id)).toBeUndefined();
    await saveSetting(database(), "deletion_days", 7);
  });

  test("is refused to the only administrator", async () => {
    await resetDatabase();
    const { viewer } = await signedIn({ role: "admin" });
    const input = { password: goodPassword, keepPublicImages: false };
    await expect(requestDeletion(viewer, input)).rejects.toEqual(fails("conflict"));
    await makeUser({ role: "admin" });
    await requestDeletion(viewer, input);
  });
});

describe("administration", () => {
  beforeEach(resetDatabase);

  test("a disabled user is out at once and comes back when enabled; both are noted", async () => {
    const { user } = await signedIn();
    await disableUser(null, { email: user.email });
    expect(await liveSessions(user.id)).toEqual([]);
    const enter = () => signInBrowser({ email: user.email, password: goodPassword }, newOrigin(), null);
    await expect(enter()).rejects.toEqual(fails("account_disabled"));
    await enableUser(null, { id: user.id });
    await enter();
    const noted = await database().select().from(auditEntries);
    expect(noted.map(({ action, subject, actorId }) => ({ action, subject, actorId }))).toEqual([
      { action: "user.disable", subject: `user:${user.id}`, actorId: null },
      { action: "user.enable", subject: `user:${user.id}`, actorId: null },
    ]);
  });

  test("of two administrators who take each other's role at once, one stays", async () => {
    const [a, b] = [await makeUser({ role: "admin" }), await makeUser({ role: "admin" })];
    const all = await Promise.allSettled([
      setRole(mintUserId(a.id), { id: b.id }, "member"),
      setRole(mintUserId(b.id), { id: a.id }, "member"),
    ]);
    expect(all.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await database().select({ n: count() }).from(users).where(eq(users.role, "admin"))).toEqual([{ n: 1 }]);
  });

  test("the machine itself may do what nobody else may, and finds no one who is not there", async () => {
    const only = await makeUser({ role: "admin" });
    await expect(disableUser(mintUserId(only.id), { id: only.id })).rejects.toEqual(fails("conflict"));
    await disableUser(null, { id: only.id });
    await expect(setRole(null, { email: newEmail() }, "admin")).rejects.toEqual(fails("not_found"));
  });
});

test("mails are gone after seven days", async () => {
  const { user, viewer } = await signedIn();
  await requestEmailChange(viewer, { email: newEmail(), password: goodPassword });
  expect((await mailsTo(user.email)).length).toBeGreaterThan(0);
  await database()
    .update(mails)
    .set({ createdAt: fromNow(-8 * dayMs) });
  await sweepAccounts(new AbortController().signal);
  expect(await mailsTo(user.email)).toEqual([]);
});
