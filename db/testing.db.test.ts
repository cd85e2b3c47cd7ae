import { count } from "drizzle-orm";
import { expect, test } from "vitest";
import { database, isDuplicate } from "./client";
import { blobs, images, users } from "./schema";
import { makeGuest, makeImage, makeUser, resetDatabase } from "./testing";

test("the factories make rows that the schema accepts, and emptying removes them all", async () => {
  const user = await makeUser();
  const parent = await makeImage({ userId: user.id, isPublic: true });
  const child = await makeImage({ guestId: (await makeGuest()).id, parentId: parent.id });
  expect(parent).toMatchObject({ userId: user.id, state: "ready", listed: 1 });
  expect(child).toMatchObject({ parentId: parent.id, listed: 0 });

  await resetDatabase();
  for (const table of [users, images, blobs]) {
    expect(await database().select({ rows: count() }).from(table)).toEqual([{ rows: 0 }]);
  }
});

test("a taken unique key is told apart from other failures", async () => {
  const { email } = await makeUser();
  const failure = await makeUser({ email }).catch((error: unknown) => error);
  expect(isDuplicate(failure)).toBe(true);
  expect(isDuplicate(new Error("another"))).toBe(false);
});
