import { Agent } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { type Audience, everyone, insertEvent } from "@/db/queries/events";
import { saveSetting } from "@/db/queries/settings";
import { events, generations } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { guestCookie, welcomeGuest } from "@/lib/auth/guests";
import { clock, dayMs } from "@/lib/clock";
import type { GenerationStatus } from "@/lib/generations/schema";
import { newUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { startTestServer, type TestServer } from "./testing/server";
import { openStream, type Stream } from "./testing/stream";

let server: TestServer;
let user: Awaited<ReturnType<typeof makeUser>>;
let mine: Audience;
const bearer = (name: string) => ({ Authorization: `Bearer test-${name}` });
const asUser = bearer("user");
const open = new Set<{ destroy(): void }>();

beforeEach(async () => {
  await resetDatabase();
  server = await startTestServer({ pace: { heartbeatMs: 50, recheckMs: 30 } });
  user = await makeUser();
  mine = { userId: user.id, guestId: null };
  server.signedIn.set("user", viewerOf(user));
});

afterEach(async () => {
  for (const stream of open) stream.destroy();
  open.clear();
  await server.close();
});

/** Browsers keep their connections after an answer has ended. */
const keeping = new Agent({ keepAlive: true });

async function watch(headers: Record<string, string> = {}, query = "", agent: Agent | false = false): Promise<Stream> {
  const stream = await openStream(server.port, headers, query, agent);
  open.add(stream.res);
  return stream;
}

async function makeGeneration(owner: Audience, status: GenerationStatus, progress = 0): Promise<string> {
  const uuid = newUuid();
  const now = clock.now();
  await database()
    .insert(generations)
    .values({
      ...owner,
      uuid,
      status,
      progress,
      backendKind: "builtin",
      model: "painter",
      params: {},
      seed: 1,
      width: 64,
      height: 64,
      createdAt: now,
      updatedAt: now,
    });
  return uuid;
}

function told(uuid: string, status: GenerationStatus, progress: number) {
  return { generation_id: uuid, prompt_id: uuid, status, progress };
}

function tell(audience: Audience, verb: string, uuid: string, status: GenerationStatus, progress: number) {
  return insertEvent(database(), `generation.${verb}`, audience, told(uuid, status, progress));
}

describe("an event stream", () => {
  it("begins with how things stand, in the right form", async () => {
    const [first, second] = [await makeGeneration(mine, "running", 40), await makeGeneration(mine, "queued")];
    await makeGeneration(mine, "succeeded", 100);
    await makeGeneration({ userId: (await makeUser()).id, guestId: null }, "running");
    const stream = await watch(asUser);
    expect(stream.res.statusCode).toBe(200);
    expect(stream.res.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    const [snapshot] = await stream.until(1);
    expect(snapshot.event).toBe("snapshot");
    expect(snapshot.body).toEqual({ generations: [told(first, "running", 40), told(second, "queued", 0)] });
    expect(snapshot.id).toMatch(/^\d+$/);
  });

  it("tells the viewer's own generations, in order, and nobody else's", async () => {
    const visitor = await welcomeGuest();
    const stranger: Audience = { userId: (await makeUser()).id, guestId: null };
    const guests: Audience = { userId: null, guestId: visitor.viewer.id };
    const streams = {
      user: await watch(asUser),
      guest: await watch({ Cookie: `${guestCookie}=${visitor.token}` }),
      nobody: await watch(),
    };
    await Promise.all(Object.values(streams).map((stream) => stream.until(1)));
    await tell(stranger, "started", "theirs", "running", 0);
    await tell(mine, "started", "mine", "running", 0);
    await tell(guests, "started", "a guest's", "running", 0);
    await tell(mine, "progress", "mine", "running", 50);
    await tell(everyone, "finished", "nobody's", "succeeded", 100);
    await insertEvent(database(), "notification.mine", mine, { text: "hello" });
    await insertEvent(database(), "notification.theirs", stranger, { text: "secret" });
    const ofUser = await streams.user.until(4);
    expect(ofUser.slice(1).map(({ event, body }) => [event, body])).toEqual([
      ["generation", told("mine", "running", 0)],
      ["generation", told("mine", "running", 50)],
      ["notification", { text: "hello" }],
    ]);
    const ofGuest = await streams.guest.until(2);
    expect(ofGuest.slice(1).map(({ body }) => body)).toEqual([told("a guest's", "running", 0)]);
    expect(streams.nobody.told).toHaveLength(1);
    expect(JSON.stringify([ofUser, ofGuest])).not.toMatch(/theirs|secret|nobody's/);
  });

  it("tells that the gallery changed to who asked for it, and not what changed", async () => {
    const [asked, other] = [await watch({}, "?topics=gallery"), await watch(asUser)];
    await Promise.all([asked.until(1), other.until(1)]);
    await insertEvent(database(), "gallery.changed", everyone, { uuid: "of a picture", prompt: "private by now" });
    await tell(mine, "started", "mine", "running", 0);
    expect((await asked.until(2))[1]).toMatchObject({ event: "gallery", body: {} });
    expect((await other.until(2))[1].event).toBe("generation");
  });

  it("tells those whom a closed gallery is closed to nothing of it", async () => {
    server.signedIn.set("member", viewerOf(await makeUser({ role: "member" })));
    server.signedIn.set("unverified", viewerOf(await makeUser({ role: "user" })));
    const names: Record<string, string>[] = [bearer("member"), bearer("unverified"), {}];
    const streams = await Promise.all(names.map((headers) => watch(headers, "?topics=gallery")));
    await Promise.all(streams.map((stream) => stream.until(1)));
    await saveSetting(database(), "gallery_visible_to", "members");
    await insertEvent(database(), "gallery.changed", everyone, {});
    const [member, ...others] = streams;
    const [, whileClosed] = await member.until(2);
    await saveSetting(database(), "gallery_visible_to", "everyone");
    await insertEvent(database(), "gallery.changed", everyone, {});
    const [, , whileOpen] = await member.until(3);
    for (const stream of others) {
      expect((await stream.until(2)).map(({ id }) => id).slice(1)).toEqual([whileOpen.id]);
    }
    expect(whileClosed.id).not.toBe(whileOpen.id);
  });

  it("tells administrators, and them alone, that the queue changed", async () => {
    server.signedIn.set("admin", viewerOf(await makeUser({ role: "admin" })));
    const admin = await watch({ Authorization: "Bearer test-admin" }, "?topics=queue,gallery");
    const plain = await watch(asUser, "?topics=queue");
    await Promise.all([admin.until(1), plain.until(1)]);
    await tell(mine, "started", "mine", "running", 0);
    expect((await admin.until(2))[1]).toMatchObject({ event: "queue", body: {} });
    expect((await plain.until(2)).slice(1).map(({ event }) => event)).toEqual(["generation"]);
    expect(JSON.stringify(admin.told)).not.toContain("mine");
  });

  it("comments while it is quiet", async () => {
    const stream = await watch();
    await expect.poll(() => stream.comments).toBeGreaterThanOrEqual(2);
  });
});

describe("a stream that resumes", () => {
  it("hears exactly what it missed", async () => {
    const stream = await watch(asUser);
    await tell(mine, "started", "one", "running", 0);
    const [, { id }] = await stream.until(2);
    stream.res.destroy();
    await tell(mine, "progress", "one", "running", 10);
    await tell({ userId: null, guestId: 1 }, "progress", "theirs", "running", 10);
    await tell(mine, "finished", "one", "succeeded", 100);
    const again = await watch({ ...asUser, "Last-Event-ID": String(id) });
    await again.until(2);
    await tell(mine, "started", "two", "running", 0);
    expect((await again.until(3)).map(({ body }) => body)).toEqual([
      told("one", "running", 10),
      told("one", "succeeded", 100),
      told("two", "running", 0),
    ]);
  });

  it.each(["999999999", "0", "x", "-1"])("from %s, which is not kept, is told how things stand", async (id) => {
    await tell(mine, "started", "one", "running", 0);
    await tell(mine, "started", "two", "running", 0);
    await database().delete(events).limit(1);
    const [first] = await (await watch({ ...asUser, "Last-Event-ID": id })).until(1);
    expect(first.event).toBe("snapshot");
  });
});

describe("events that commit out of order", () => {
  it("are heard, once, and the number to resume from does not go back", async () => {
    const stream = await watch(asUser);
    const [{ id }] = await stream.until(1);
    const base = Number(id) + 10;
    const at = (n: number) => ({
      id: base + n,
      name: "generation.progress",
      ...mine,
      payload: told(`event ${n}`, "running", n),
      createdAt: clock.now(),
    });
    await database().insert(events).values(at(5));
    await stream.until(2);
    await database()
      .insert(events)
      .values([at(3), at(7)]);
    await stream.until(4);
    await database().insert(events).values(at(4));
    const all = await stream.until(5);
    expect(all.slice(1).map(({ body }) => Object(body).progress)).toEqual([5, 3, 7, 4]);
    expect(all.slice(1).map((one) => Number(one.id) - base)).toEqual([5, 5, 7, 7]);

    const resumed = await watch({ ...asUser, "Last-Event-ID": String(base + 5) });
    await expect.poll(() => resumed.told.map(({ body }) => Object(body).progress).sort()).toEqual([3, 4, 7]);
  });

  it("are heard when their transaction ends long after others", async () => {
    const stream = await watch(asUser);
    await stream.until(1);
    await database().transaction(async (tx) => {
      await insertEvent(tx, "generation.finished", mine, told("slow", "succeeded", 100));
      await tell(mine, "started", "quick", "running", 0);
      await stream.until(2);
    });
    expect((await stream.until(3)).slice(1).map(({ body }) => Object(body).prompt_id)).toEqual(["quick", "slow"]);
  });
});

describe("streams end", () => {
  it("when the viewer is no longer who they were", async () => {
    const [out, demoted] = [await watch(asUser), await watch({ Authorization: "Bearer test-user" })];
    await Promise.all([out.until(1), demoted.until(1)]);
    server.signedIn.set("user", viewerOf({ ...user, role: "user" }));
    await demoted.untilEnded();
    const signedOut = await watch(asUser);
    await signedOut.until(1);
    server.signedIn.delete("user");
    await signedOut.untilEnded();
    expect((await watch(asUser)).res.statusCode).toBe(401);
  });

  it("at once when the server ends", async () => {
    const streams = await Promise.all([watch(asUser, "", keeping), watch({}, "", keeping), watch()]);
    await Promise.all(streams.map((stream) => stream.until(1)));
    const begun = performance.now();
    await server.close();
    expect(performance.now() - begun).toBeLessThan(limits.shutdownMs / 2);
    await Promise.all(streams.map((stream) => stream.untilEnded()));
  });

  it("make room for others when the client leaves", async () => {
    const streams = await Promise.all(Array.from({ length: limits.streamsPerViewer }, () => watch(asUser)));
    const refused = await watch(asUser);
    expect([refused.res.statusCode, refused.res.headers["retry-after"]]).toEqual([429, "15"]);
    expect((await watch()).res.statusCode).toBe(200);
    streams[0].res.destroy();
    await expect.poll(async () => (await watch(asUser)).res.statusCode).toBe(200);
  });
});

it("an event stream is only for reading, and events of days ago are no news", async () => {
  await database()
    .insert(events)
    .values({
      ...mine,
      name: "generation.started",
      payload: told("old", "running", 1),
      createdAt: new Date(Date.now() - dayMs),
    });
  const stream = await watch(asUser);
  await stream.until(1);
  await tell(mine, "started", "new", "running", 0);
  expect((await stream.until(2))[1].body).toEqual(told("new", "running", 0));
});
