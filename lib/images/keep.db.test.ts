import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "@/db/client";
import { events, images } from "@/db/schema";
import { makeImage, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { fromNow, hourMs } from "@/lib/clock";
import { keepImages } from "./service/bulk";

beforeEach(resetDatabase);

test("keeps one's own temporary pictures, once and for all; what is not one's own or not there is missing", async () => {
  const user = await makeUser();
  const temporary = { userId: user.id, isTemp: true, expiresAt: fromNow(hourMs) };
  const mine = await makeImage({ ...temporary, isPublic: true });
  const kept = await makeImage({ userId: user.id });
  const theirs = await makeImage({ ...temporary, userId: (await makeUser()).id, isPublic: true });
  const trashed = await makeImage({ ...temporary, trashedAt: fromNow(0) });
  const pending = await makeImage({ ...temporary, state: "pending" });
  const all = [mine.id, kept.id, theirs.id, trashed.id, pending.id, noSuchId];
  const missing = [theirs.id, trashed.id, pending.id, noSuchId];
  expect(await keepImages(viewerOf(user), all)).toEqual({ done: [mine.id, kept.id], missing });
  const [after] = await database().select().from(images).where(eq(images.id, mine.id));
  expect(after).toMatchObject({ isTemp: false, expiresAt: null, version: mine.version + 1 });
  const [before] = await database().select().from(images).where(eq(images.id, kept.id));
  expect(before?.version).toBe(kept.version);
  const [other] = await database().select().from(images).where(eq(images.id, theirs.id));
  expect(other?.isTemp).toBe(true);
  const told = () => database().select().from(events).where(eq(events.name, "gallery.changed"));
  expect(await told()).toHaveLength(1);
  await keepImages(viewerOf(user), all);
  expect(await told()).toHaveLength(1);
});
