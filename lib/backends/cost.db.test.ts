import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { auditEntries, backends, jobs, models } from "@/db/schema";
import { makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { describeInput } from "@/lib/generations/schema";
import { requestDescribed } from "@/lib/generations/service/request";
import { fillInStyles, listStyles } from "@/lib/styles/service";
import type { UserViewer } from "@/lib/viewer";
import { costInput } from "./schema";
import { changeCost } from "./service/cost";
import { getBackend } from "./service/read";

let admin: UserViewer;
let backendId: number;
let painter: number;

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
  admin = viewerOf(await makeUser({ role: "admin" }));
  backendId = (await database().select().from(backends))[0]?.id ?? 0;
  painter = (await database().select().from(models).where(eq(models.name, "painter")))[0]?.id ?? 0;
});
afterAll(closeDatabase);

const given = (ceiling: string, price: string) =>
  costInput.parse({ id: backendId, ceiling, prices: { [painter]: price, "999999999999999": "9" } });

test("amounts are read as people write them, exactly, and nothing else is", () => {
  const read = (text: string) => costInput.safeParse({ id: 1, ceiling: text, prices: {} }).data?.ceiling;
  expect([" 0.04 ", "0,1", "12", "0.000001", "999999.999999", ""].map(read)).toEqual([
    40_000,
    100_000,
    12_000_000,
    1,
    999_999_999_999,
    null,
  ]);
  for (const wrong of ["-1", "1.", ".5", "1e3", "1.2.3", "0.0000001", "1000000", "NaN", "€ 1"]) {
    expect(read(wrong), wrong).toBeUndefined();
  }
});

test("prices and the ceiling are kept, told and noted, and count from then on", async () => {
  await changeCost(admin, given("0.1", "0.04"));
  expect(await getBackend(admin, backendId)).toMatchObject({
    cost: { currency: "USD", ceiling: 100_000, spent: 0, reserved: 0, isFull: false },
  });
  expect((await listStyles()).every((style) => style.price_micros === 0)).toBe(true);
  const member = viewerOf(await makeUser());
  const ask = () => requestDescribed(member, describeInput.parse({ prompt: "a sea", width: 64, height: 64 }));
  await ask();
  await ask();
  expect((await getBackend(admin, backendId)).cost).toMatchObject({ reserved: 80_000, isFull: true });
  await expect(ask()).rejects.toMatchObject({ code: "quota", words: "This is not available any more this month." });
  await changeCost(admin, given("", "0.04"));
  await ask();
  await changeCost(admin, given("", ""));
  await changeCost(admin, given("", "0"));
  const noted = await database().select().from(auditEntries).orderBy(auditEntries.id);
  expect(noted.map(({ action, before, after }) => [action, before, after])).toEqual([
    ["backend.cost", { ceiling: null, painter: 0 }, { ceiling: 100_000, painter: 40_000 }],
    ["backend.cost", { ceiling: 100_000 }, { ceiling: null }],
    ["backend.cost", { painter: 40_000 }, { painter: 0 }],
  ]);
});

test("only an administrator sets them, and of a backend that is there", async () => {
  const member = viewerOf(await makeUser());
  await expect(changeCost(member, given("1", "1"))).rejects.toMatchObject({ code: "not_found" });
  await expect(changeCost(admin, { ...given("1", "1"), id: noSuchId })).rejects.toMatchObject({ code: "not_found" });
  expect((await getBackend(admin, backendId)).cost.ceiling).toBeNull();
});
