import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { clock, fromNow } from "@/lib/clock";
import { closeDatabase, database, inTransaction } from "../client";
import { jobs } from "../schema";
import { resetDatabase } from "../testing";
import {
  cancelWaitingJobs,
  claimJob,
  findQueuePositions,
  finishJob,
  insertJobs,
  LeaseLost,
  type NewJob,
  reapJobs,
  releaseJob,
  renewLease,
  returnJob,
} from "./jobs";

beforeEach(resetDatabase);
afterAll(closeDatabase);

const job = (lane: string, values: Partial<NewJob> = {}): NewJob => ({
  name: "test.run",
  pool: "pixels",
  payload: { lane },
  subjectId: null,
  priority: 0,
  attemptsMax: 3,
  lane,
  runAfter: clock.now(),
  ...values,
});

async function claimLanes(count: number): Promise<unknown[]> {
  const lanes: unknown[] = [];
  for (let index = 0; index < count; index++) lanes.push((await claimJob("pixels"))?.payload.lane);
  return lanes;
}

describe("fair order", () => {
  test("one viewer's thousand jobs delay another's first by at most one", async () => {
    await insertJobs(
      database(),
      Array.from({ length: 1000 }, () => job("u:1")),
    );
    expect(await claimLanes(7)).toEqual(Array(7).fill("u:1"));
    await insertJobs(database(), [job("u:2"), job("u:2"), job("u:2")]);
    const next = await claimLanes(6);
    expect(next.indexOf("u:2")).toBeLessThanOrEqual(1);
    expect(next.filter((lane) => lane === "u:2")).toHaveLength(3);
  });

  test("a newcomer does not push back one who waits", async () => {
    await insertJobs(database(), [job("u:1"), job("u:1"), job("u:1")]);
    for (const lane of ["u:2", "u:3", "u:4"]) await insertJobs(database(), [job(lane)]);
    expect(await claimLanes(6)).toEqual(["u:1", "u:2", "u:3", "u:4", "u:1", "u:1"]);
  });

  test("what people wait for goes before upkeep", async () => {
    await insertJobs(database(), [job("system", { priority: 5 })]);
    await insertJobs(database(), [job("u:1")]);
    expect(await claimLanes(2)).toEqual(["u:1", "system"]);
  });

  test("a job is not taken before its time, nor by another pool", async () => {
    await insertJobs(database(), [job("u:1", { runAfter: fromNow(60_000) })]);
    await insertJobs(database(), [job("u:2", { pool: "errands" })]);
    expect(await claimJob("pixels")).toBeNull();
  });

  test("positions count who is ahead", async () => {
    await insertJobs(database(), [job("u:1", { subjectId: 11 }), job("u:1", { subjectId: 12 })]);
    await insertJobs(database(), [job("u:2", { subjectId: 21 })]);
    const positions = await findQueuePositions("test.run", [11, 12, 21]);
    expect(Object.fromEntries(positions)).toEqual({ 11: 1, 21: 2, 12: 3 });
  });
});

describe("leases", () => {
  test("forty claims at once take forty different jobs", async () => {
    await insertJobs(
      database(),
      Array.from({ length: 40 }, (_, index) => job(`u:${index}`)),
    );
    const claimed = await Promise.all(Array.from({ length: 44 }, () => claimJob("pixels")));
    const ids = claimed.flatMap((one) => one?.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const rest: number[] = [];
    for (let next = await claimJob("pixels"); next; next = await claimJob("pixels")) rest.push(next.id);
    expect(new Set([...ids, ...rest]).size).toBe(40);
  });

  test("only who holds the lease can finish, and a late finish undoes its transaction", async () => {
    await insertJobs(database(), [job("u:1")]);
    const first = await claimJob("pixels");
    if (!first) throw new Error("nothing was claimed");
    await expire(first.id);
    expect(await reapJobs(10)).toBe(1);
    const second = await claimJob("pixels");
    expect(second?.id).toBe(first.id);
    expect(second?.attempts).toBe(2);
    expect(await renewLease(first)).toBe(false);
    const late = inTransaction(async (tx) => {
      await insertJobs(tx, [job("u:9")]);
      await finishJob(tx, first, "done");
    });
    await expect(late).rejects.toBeInstanceOf(LeaseLost);
    expect(await database().select().from(jobs).where(eq(jobs.lane, "u:9"))).toEqual([]);
    if (second) await finishJob(database(), second, "done");
    expect((await database().select().from(jobs))[0]?.status).toBe("done");
  });

  test("a job put back for later keeps its count of tries; one released does not", async () => {
    await insertJobs(database(), [job("u:1")]);
    const first = await claimJob("pixels");
    if (!first) throw new Error("nothing was claimed");
    await returnJob(database(), first, clock.now(), "the disk was full");
    const second = await claimJob("pixels");
    expect(second?.attempts).toBe(2);
    if (second) await releaseJob(second);
    expect((await claimJob("pixels"))?.attempts).toBe(2);
  });

  test("waiting jobs of a row can be taken out of line, running ones not", async () => {
    await insertJobs(database(), [job("u:1", { subjectId: 5 }), job("u:1", { subjectId: 6 })]);
    await claimJob("pixels");
    expect(await cancelWaitingJobs(database(), "test.run", [5, 6])).toEqual(new Set([5]));
    expect(await claimJob("pixels")).toBeNull();
  });
});

async function expire(id: number): Promise<void> {
  await database()
    .update(jobs)
    .set({ leasedUntil: fromNow(-1) })
    .where(eq(jobs.id, id));
}
