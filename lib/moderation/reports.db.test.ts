import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { auditEntries, events, images, notifications, reports } from "@/db/schema";
import { guestViewerOf, makeGuest, makeImage, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { getImage } from "@/lib/images/service/read";
import { nobody, type UserViewer } from "@/lib/viewer";
import { type Decision, decideInput } from "./schema";
import { decideImages } from "./service/decide";
import { listReported } from "./service/read";
import { answerHidden, findOwnHidden, listOwnHidden, reportImage } from "./service/report";

let maker: UserViewer;
let admin: UserViewer;
let picture: typeof images.$inferSelect;

beforeEach(async () => {
  await resetDatabase();
  maker = viewerOf(await makeUser());
  admin = viewerOf(await makeUser({ role: "admin" }));
  picture = await makeImage({ userId: maker.id, isPublic: true, title: "A crow" });
  await saveSetting(database(), "reports_to_hide", 3);
});
afterAll(closeDatabase);

const spam = { kind: "spam", reason: "" } as const;
const addressOf = (n: number) => `192.0.2.${n}`;
const byVisitors = (from: number, to: number, id = picture.id) =>
  Promise.all(
    Array.from({ length: to - from + 1 }, (_, n) => reportImage(nobody, addressOf(from + n), id, spam).catch(codeOf)),
  );
const codeOf = (error: unknown) => String(Object(error).code);
const isShown = () => getImage(nobody, picture.uuid).then(() => true, codeOf);
const decide = (decision: Decision, reason = "Not for everyone.", ids = [picture.id]) =>
  decideImages(admin, decideInput.parse({ decision, ids, reason }));
const told = async (user: { id: number }) =>
  (
    await database().select().from(notifications).where(eq(notifications.userId, user.id)).orderBy(notifications.id)
  ).map(({ name, payload }) => [name, payload] as const);
const noted = async () =>
  (await database().select().from(auditEntries).orderBy(auditEntries.id)).map(({ actorId, action, reason }) => [
    actorId,
    action,
    reason,
  ]);

describe("reports", () => {
  test("hide a picture when enough people made them, once, however many come at the same moment", async () => {
    await byVisitors(1, 2);
    expect(await isShown()).toBe(true);
    await byVisitors(3, 12);
    expect(await isShown()).toBe("not_found");
    expect(await told(maker)).toEqual([["picture.hidden", { imageUuid: picture.uuid, title: "A crow", reason: null }]]);
    expect(await told(admin)).toEqual([["moderation.waiting", { imageUuid: picture.uuid, why: "reports" }]]);
    expect(await noted()).toEqual([[null, "picture.hide", null]]);
    const changes = await database().select().from(events).where(eq(events.name, "gallery.changed"));
    expect(changes).toHaveLength(1);
  });

  test("count once for each person: a user by name, a visitor by address, an IPv6 household as one", async () => {
    const other = viewerOf(await makeUser());
    const guests = await Promise.all([makeGuest(), makeGuest()]);
    for (const address of [addressOf(1), addressOf(2)]) await reportImage(other, address, picture.id, spam);
    for (const guest of guests) await reportImage(guestViewerOf(guest), "2001:db8:7:1::1", picture.id, spam);
    await reportImage(nobody, "2001:db8:7:ffff::9", picture.id, spam);
    const rows = await database().select().from(reports);
    expect(rows.map(({ reporterId }) => reporterId)).toEqual([other.id, null]);
    expect(JSON.stringify(rows)).not.toMatch(/192\.0|2001/);
    expect(await isShown()).toBe(true);
  });

  test("of a private, missing or one's own picture are not taken", async () => {
    const hidden = await makeImage({ userId: maker.id });
    const report = (viewer: UserViewer | typeof nobody, id: number) =>
      reportImage(viewer, addressOf(1), id, spam).catch(codeOf);
    expect(await Promise.all([hidden.id, noSuchId].map((id) => report(nobody, id)))).toEqual([
      "not_found",
      "not_found",
    ]);
    expect([await report(maker, picture.id), await report(maker, hidden.id)]).toEqual(["forbidden", "forbidden"]);
    expect(await database().select().from(reports)).toEqual([]);
  });

  test("hide nothing where the house does not want it", async () => {
    await saveSetting(database(), "reports_to_hide", 0);
    await byVisitors(1, 9);
    expect(await isShown()).toBe(true);
  });
});

describe("a decision", () => {
  test("to show it again ends the reports, and others do not hide it any more", async () => {
    const reporter = viewerOf(await makeUser());
    await reportImage(reporter, addressOf(99), picture.id, { kind: "other", reason: "I do not like crows." });
    await byVisitors(1, 2);
    const [reported] = (await listReported(admin, 10)).reported;
    expect(reported).toMatchObject({ open: 3, picture: { title: "A crow", reason: null } });
    expect(reported.reports.map(({ reason, reporter }) => [reason, reporter !== null])).toEqual(
      expect.arrayContaining([["I do not like crows.", true]]),
    );
    expect(await decide("show")).toBe(1);
    expect(await isShown()).toBe(true);
    expect((await told(maker)).at(-1)).toEqual(["picture.shown", { imageUuid: picture.uuid, title: "A crow" }]);
    expect(await told(reporter)).toEqual([["report.dismissed", { imageUuid: picture.uuid, title: "A crow" }]]);
    await byVisitors(10, 20);
    expect(await isShown()).toBe(true);
    expect((await listReported(admin, 10)).reported[0]).toMatchObject({ open: 11 });
    expect(await noted()).toEqual([
      [null, "picture.hide", null],
      [admin.id, "picture.show", null],
    ]);
  });

  test("to hide it upholds them, with a reason for its maker and word to who reported", async () => {
    const reporter = viewerOf(await makeUser());
    await reportImage(reporter, addressOf(1), picture.id, spam);
    expect(await decide("hide", "This is an advertisement.")).toBe(1);
    expect(await isShown()).toBe("not_found");
    expect(await findOwnHidden(maker, picture.uuid)).toMatchObject({ reason: "This is an advertisement.", reports: 0 });
    expect(await told(reporter)).toEqual([["report.upheld", { title: "A crow" }]]);
    expect((await listReported(admin, 10)).reported).toEqual([]);
    expect(await noted()).toEqual([[admin.id, "picture.hide", "This is an advertisement."]]);
  });

  test("to remove it takes it from everyone at once, its maker too, and the sweep takes the rest", async () => {
    await byVisitors(1, 3);
    expect(await decide("remove", "Not allowed by law.")).toBe(1);
    expect([await isShown(), await findOwnHidden(maker, picture.uuid)]).toEqual(["not_found", null]);
    expect((await told(maker)).at(-1)).toEqual(["picture.removed", { title: "A crow", reason: "Not allowed by law." }]);
    const [row] = await database().select().from(images);
    expect(row.trashedAt?.getTime()).toBe(0);
    expect(await decide("show")).toBe(0);
  });

  test("is an administrator's alone, and about everyone's pictures", async () => {
    const hidden = await makeImage({ userId: maker.id, title: "A secret" });
    for (const decision of ["hide", "remove"] as const) expect(await decide(decision, "No.", [hidden.id])).toBe(0);
    for (const viewer of [nobody, maker]) {
      const input = decideInput.parse({ decision: "hide", ids: [picture.id], reason: "No." });
      expect(await decideImages(viewer, input).catch(codeOf)).toBe("not_found");
      expect(await listReported(viewer, 10).catch(codeOf)).toBe("not_found");
    }
    expect(await isShown()).toBe(true);
  });

  test("on one that became private tells nothing of it, and dismisses what was reported", async () => {
    await byVisitors(1, 2);
    await database().update(images).set({ isPublic: false }).where(eq(images.id, picture.id));
    const { reported } = await listReported(admin, 10);
    expect(reported).toMatchObject([{ imageId: picture.id, picture: null, open: 2 }]);
    expect(JSON.stringify(reported)).not.toMatch(/crow|uuid/);
    expect(await decide("show")).toBe(1);
    expect((await listReported(admin, 10)).reported).toEqual([]);
  });
});

describe("its maker", () => {
  test("sees it with the reason, and answers once", async () => {
    const other = viewerOf(await makeUser());
    const answer = (user: UserViewer) => answerHidden(user, picture.id, "It is a heron.").then(() => "done", codeOf);
    expect([await answer(maker), await answer(other)]).toEqual(["conflict", "forbidden"]);
    await byVisitors(1, 3);
    expect((await listOwnHidden(maker, 10)).pictures.map(({ uuid }) => uuid)).toEqual([picture.uuid]);
    expect((await listOwnHidden(other, 10)).pictures).toEqual([]);
    const several = await Promise.all([answer(maker), answer(maker), answer(maker), answer(other)]);
    expect(several.sort()).toEqual(["conflict", "conflict", "done", "not_found"]);
    expect((await listReported(admin, 10)).reported[0].picture?.answer).toBe("It is a heron.");
    expect((await told(admin)).at(-1)).toEqual(["moderation.waiting", { imageUuid: picture.uuid, why: "answer" }]);
    await decide("hide", "It is a crow.");
    expect(await answer(maker)).toBe("conflict");
  });
});

test("lists of reports go on where they ended", async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => makeImage({ userId: maker.id, isPublic: true })));
  for (const { id } of all) await reportImage(nobody, addressOf(1), id, spam);
  const seen: number[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 3; pages++) {
    const page = await listReported(admin, 2, cursor);
    seen.push(...page.reported.map(({ imageId }) => imageId));
    cursor = page.nextCursor ?? undefined;
    expect(cursor === undefined).toBe(pages === 2);
  }
  expect(seen).toEqual(all.map(({ id }) => id).reverse());
});
