import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database, inTransaction } from "@/db/client";
import { deleteNotificationsBefore, notify } from "@/db/queries/notifications";
import { saveSetting } from "@/db/queries/settings";
import { events, mails, notifications, users } from "@/db/schema";
import { guestViewerOf, makeGuest, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { mailNews } from "@/lib/accounts/run/news";
import { clock, dayMs, fromNow, minuteMs } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { unseal } from "@/lib/seal";
import { nobody, type UserViewer } from "@/lib/viewer";
import { countUnreadOf, listNotifications, openNotification, openNotifications, readNotifications } from "./service";

let user: UserViewer;
let other: UserViewer;
const now = clock.now;

beforeEach(async () => {
  clock.now = now;
  await resetDatabase();
  user = viewerOf(await makeUser());
  other = viewerOf(await makeUser());
});
afterAll(async () => {
  clock.now = now;
  await closeDatabase();
});

const never = new AbortController().signal;
const codeOf = (error: unknown) => String(Object(error).code);
const later = (ms: number) => {
  clock.now = () => new Date(now().getTime() + ms);
};
const ready = (who: UserViewer, title = "A crow", uuid = newUuid()) =>
  notify(database(), who.id, "generation.succeeded", { uuid, title, imageUuid: uuid }, `generation:${uuid}`);
const titles = async (who: UserViewer, cursor?: string) =>
  (await listNotifications(who, { limit: 100, cursor })).notifications.map(({ payload }) => payload.title);
const letters = async () =>
  (await database().select().from(mails).orderBy(mails.id)).map(({ recipient, subject, body }) => ({
    recipient,
    subject,
    ...JSON.parse(unseal("mail", recipient, body ?? "")),
  }));

describe("news", () => {
  test("of one thing is told once, however often and by however many", async () => {
    const uuid = newUuid();
    await Promise.all(Array.from({ length: 5 }, () => ready(user, "A crow", uuid)));
    await ready(other, "A crow", uuid);
    expect([await titles(user), await titles(other)]).toEqual([["A crow"], ["A crow"]]);
    expect(await database().select().from(events).where(eq(events.userId, user.id))).toHaveLength(1);
  });

  test("is not told of what did not come to be", async () => {
    await inTransaction(async (tx) => {
      await notify(tx, user.id, "quota.near", { limit: 100, used: 80, of: "pictures" });
      throw new Error("something else went wrong");
    }).catch(() => undefined);
    expect([await titles(user), await database().select().from(events)]).toEqual([[], []]);
  });

  test("is one's own: listed, counted, opened and read by nobody else", async () => {
    await ready(user);
    const [{ id, url }] = (await listNotifications(user, { limit: 1 })).notifications;
    expect(url).toMatch(/^\/images\/[0-9a-f-]{36}$/);
    expect([await titles(other), await countUnreadOf(other), await countUnreadOf(nobody)]).toEqual([[], 0, 0]);
    expect(await openNotification(other, id).catch(codeOf)).toBe("not_found");
    expect(await openNotification(user, noSuchId).catch(codeOf)).toBe("not_found");
    await readNotifications(other, { ids: [id] });
    await readNotifications(other, { all: true });
    expect(await countUnreadOf(user)).toBe(1);
    for (const stranger of [nobody, guestViewerOf(await makeGuest())]) {
      expect(await listNotifications(stranger, { limit: 1 }).catch(codeOf)).toBe("unauthenticated");
    }
    expect(await openNotification(user, id)).toBe(url);
    expect(await countUnreadOf(user)).toBe(0);
  });

  test("is read by number, by what it is about, or all at once", async () => {
    const uuids = [newUuid(), newUuid(), newUuid(), newUuid()];
    for (const uuid of uuids) await ready(user, uuid, uuid);
    const [newest] = (await listNotifications(user, { limit: 1 })).notifications;
    expect(await readNotifications(user, { ids: [newest.id] })).toBe(3);
    expect(await readNotifications(user, { generations: [uuids[0], newUuid()] })).toBe(2);
    const unread = (await listNotifications(user, { limit: 9 })).notifications.filter(({ read }) => !read);
    expect(unread.map(({ payload }) => payload.title)).toEqual([uuids[2], uuids[1]]);
    expect(await readNotifications(user, { all: true })).toBe(0);
  });

  test("goes on where a page ended; a cursor of nowhere is refused, or leads a page to the newest", async () => {
    for (const title of ["1", "2", "3", "4", "5"]) await ready(user, title);
    const first = await listNotifications(user, { limit: 3 });
    expect(first.notifications.map(({ payload }) => payload.title)).toEqual(["5", "4", "3"]);
    expect(await titles(user, first.nextCursor ?? "")).toEqual(["2", "1"]);
    expect(await titles(user, "nowhere").catch(codeOf)).toBe("bad_request");
    expect((await openNotifications(user, { limit: 3, cursor: "nowhere" })).notifications).toHaveLength(3);
  });

  test("that is old goes", async () => {
    await ready(user, "old");
    later(90 * dayMs);
    await ready(user, "new");
    expect(await deleteNotificationsBefore(fromNow(-90 * dayMs + minuteMs), 10)).toBe(1);
    expect(await titles(user)).toEqual(["new"]);
  });
});

describe("a mail", () => {
  test("tells all that was not read in a while, once, however many workers write it", async () => {
    await ready(user, "One");
    await notify(database(), user.id, "picture.removed", { title: "Two {site}", reason: "An advertisement." });
    await mailNews(never);
    expect(await letters()).toEqual([]);
    later(4 * minuteMs);
    await Promise.all([mailNews(never), mailNews(never), mailNews(never)]);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ subject: "News from your pictures", url: "/notifications", more: 0 });
    expect(letter.news).toEqual([
      { name: "generation_succeeded", title: "One", reason: null },
      { name: "picture_removed", title: "Two {site}", reason: "An advertisement." },
    ]);
    await mailNews(never);
    expect(await letters()).toHaveLength(1);
  });

  test("waits as long as the setting says", async () => {
    await saveSetting(database(), "news_wait_minutes", 60);
    await ready(user, "One");
    later(59 * minuteMs);
    await mailNews(never);
    expect(await letters()).toEqual([]);
    later(61 * minuteMs);
    await mailNews(never);
    expect(await letters()).toHaveLength(1);
  });

  test("does not come for what was read, nor to whom does not want it or is not confirmed", async () => {
    await database().update(users).set({ emailNotifications: false }).where(eq(users.id, other.id));
    const unconfirmed = viewerOf(await makeUser({ emailVerifiedAt: null }));
    for (const who of [user, other, unconfirmed]) await ready(who);
    await readNotifications(user, { all: true });
    later(4 * minuteMs);
    await mailNews(never);
    expect(await letters()).toEqual([]);
    const due = await database().select({ due: notifications.mailDueAt }).from(notifications);
    expect(due.map(({ due }) => due)).toEqual([null, null, null]);
  });

  test("comes once an hour: what happens in between waits, and what is read meanwhile is left out", async () => {
    await ready(user, "first");
    later(4 * minuteMs);
    await mailNews(never);
    for (const title of ["second", "third"]) await ready(user, title);
    later(8 * minuteMs);
    await mailNews(never);
    expect(await letters()).toHaveLength(1);
    const [third] = (await listNotifications(user, { limit: 1 })).notifications;
    await readNotifications(user, { ids: [third.id] });
    const [{ due }] = await database()
      .select({ due: notifications.mailDueAt })
      .from(notifications)
      .where(eq(notifications.userId, user.id))
      .orderBy(notifications.mailDueAt)
      .limit(1)
      .offset(2);
    expect(due && due.getTime() - now().getTime()).toBeGreaterThan(55 * minuteMs);
  });
});
