import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import { database } from "@/db/client";
import { type Audience, insertEvent } from "@/db/queries/events";
import { generations } from "@/db/schema";
import { makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { welcomeGuest } from "@/lib/auth/guests";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import type { GenerationStatus } from "@/lib/generations/schema";
import { newUuid } from "@/lib/ids";
import { startTestServer, type TestServer } from "./testing/server";

let server: TestServer;
let mine: Audience;
const asUser = { headers: { Authorization: "Bearer test-user" } };
const open = new Set<Client>();

beforeEach(async () => {
  await resetDatabase();
  server = await startTestServer({ pace: { heartbeatMs: 60, recheckMs: 30 } });
  const user = await makeUser();
  mine = { userId: user.id, guestId: null };
  server.signedIn.set("user", viewerOf(user));
});

afterEach(async () => {
  for (const client of open) client.socket.terminate();
  open.clear();
  await server.close();
});

type Message = { type: string; data: Record<string, unknown> };

/** A WebSocket and what it heard. */
class Client {
  readonly heard: Message[] = [];
  closeCode: number | null = null;
  readonly status: Promise<number>;

  constructor(readonly socket: WebSocket) {
    open.add(this);
    socket.on("message", (text) => this.heard.push(JSON.parse(text.toString())));
    socket.on("close", (code) => {
      this.closeCode = code;
    });
    socket.on("error", () => undefined);
    this.status = new Promise((resolve) => {
      socket.on("open", () => resolve(101));
      socket.on("unexpected-response", (_req, res) => resolve(res.statusCode ?? 0));
    });
  }

  async until(n: number): Promise<Message[]> {
    await expect.poll(() => this.heard.length, { timeout: 10_000, interval: 10 }).toBeGreaterThanOrEqual(n);
    return this.heard;
  }
}

function connect(query = "", options: ClientOptions = {}): Client {
  return new Client(new WebSocket(`ws://127.0.0.1:${server.port}/ws${query}`, options));
}

async function makeGeneration(owner: Audience, status: GenerationStatus, progress = 0): Promise<string> {
  const uuid = newUuid();
  const now = clock.now();
  const recipe = { backendKind: "builtin", model: "painter", params: {}, seed: 1, width: 64, height: 64 };
  await database()
    .insert(generations)
    .values({ ...owner, ...recipe, uuid, status, progress, createdAt: now, updatedAt: now });
  return uuid;
}

/** Changes a generation as the worker does: the row, and the event that tells of it. */
async function change(
  owner: Audience,
  uuid: string,
  verb: string,
  status: GenerationStatus,
  progress: number,
  errorMessage: string | null = null,
) {
  await database().update(generations).set({ status, progress, errorMessage }).where(eq(generations.uuid, uuid));
  const payload = { generation_id: uuid, prompt_id: uuid, status, progress };
  await insertEvent(database(), `generation.${verb}`, owner, payload);
}

const remaining = (n: number) => ({ type: "status", data: { status: { exec_info: { queue_remaining: n } } } });

describe("the socket", () => {
  it("greets as ComfyUI does", async () => {
    await makeGeneration(mine, "queued");
    const [named] = await connect("?clientId=my-client_1", asUser).until(1);
    expect(named).toEqual({
      type: "status",
      data: { status: { exec_info: { queue_remaining: 1 } }, sid: "my-client_1" },
    });
    const [unnamed] = await connect("", asUser).until(1);
    expect(unnamed.data.sid).toMatch(/^[\da-f]{32}$/);
    const [odd] = await connect("?clientId=%3Cscript%3E", asUser).until(1);
    expect(odd.data.sid).toMatch(/^[\da-f]{32}$/);
  });

  it("tells a generation from its place in the queue to its pictures", async () => {
    const client = connect("?clientId=a", asUser);
    await client.until(1);
    const uuid = await makeGeneration(mine, "queued");
    await change(mine, uuid, "queued", "queued", 0);
    await change(mine, uuid, "started", "running", 0);
    await change(mine, uuid, "progress", "running", 60);
    await client.until(8);
    const [row] = await database().select({ id: generations.id }).from(generations);
    const images = [];
    for (const ordinal of [0, 1]) images.push(await makeImage({ ...mine, generationId: row.id, ordinal }));
    await change(mine, uuid, "finished", "succeeded", 100);
    const heard = await client.until(12);
    const id = { prompt_id: uuid };
    const timestamp = expect.any(Number);
    expect(heard.slice(1)).toEqual([
      remaining(1),
      { type: "execution_start", data: { ...id, timestamp } },
      { type: "execution_cached", data: { ...id, nodes: [], timestamp } },
      { type: "executing", data: { ...id, node: "1", display_node: "1" } },
      remaining(1),
      { type: "progress", data: { ...id, value: 0, max: 100, node: "1" } },
      { type: "progress", data: { ...id, value: 60, max: 100, node: "1" } },
      {
        type: "executed",
        data: {
          ...id,
          node: "2",
          display_node: "2",
          output: { images: images.map((image) => ({ filename: `${image.uuid}.jpg`, subfolder: "", type: "output" })) },
        },
      },
      { type: "execution_success", data: { ...id, timestamp } },
      remaining(0),
      { type: "executing", data: { ...id, node: null } },
    ]);
  });

  it("tells failures in public words, and interruptions", async () => {
    const client = connect("", asUser);
    await client.until(1);
    const [bad, gone] = [await makeGeneration(mine, "running"), await makeGeneration(mine, "running")];
    await change(mine, bad, "failed", "failed", 10, "The backend refused this prompt.");
    await change(mine, gone, "cancelled", "cancelled", 10);
    const heard = await client.until(15);
    const failure = heard.find(({ type }) => type === "execution_error");
    expect(failure?.data).toMatchObject({
      prompt_id: bad,
      exception_message: "The backend refused this prompt.",
      traceback: [],
    });
    expect(heard.find(({ type }) => type === "execution_interrupted")?.data.prompt_id).toBe(gone);
    expect(heard.filter(({ data }) => data.node === null).map(({ data }) => data.prompt_id)).toEqual([bad, gone]);
  });

  it("goes on where a running generation is when it connects anew", async () => {
    const uuid = await makeGeneration(mine, "running", 30);
    const heard = await connect("", asUser).until(3);
    expect(heard.slice(1)).toEqual([
      { type: "executing", data: { node: "1", display_node: "1", prompt_id: uuid } },
      { type: "progress", data: { value: 30, max: 100, prompt_id: uuid, node: "1" } },
    ]);
  });

  it("never tells of another's", async () => {
    const visitor = await welcomeGuest();
    const guests: Audience = { userId: null, guestId: visitor.viewer.id };
    const clients = [connect("", asUser), connect(`?token=${visitor.token}`), connect()];
    await Promise.all(clients.map((client) => client.until(1)));
    const [ours, theirs] = [await makeGeneration(mine, "running"), await makeGeneration(guests, "running")];
    await change(mine, ours, "progress", "running", 10);
    await change(guests, theirs, "progress", "running", 20);
    await Promise.all([clients[0].until(6), clients[1].until(6)]);
    expect(JSON.stringify(clients[0].heard)).not.toContain(theirs);
    expect(JSON.stringify(clients[1].heard)).not.toContain(ours);
    expect(clients[2].heard).toHaveLength(1);
  });

  it("answers feature flags, and nothing else that clients say", async () => {
    const client = connect("", asUser);
    await client.until(1);
    for (const text of ["{", "null", '{"type":"prompt"}', "x".repeat(1000)]) client.socket.send(text);
    client.socket.send(JSON.stringify({ type: "feature_flags", data: { supports_preview_metadata: true } }));
    expect((await client.until(2))[1]).toMatchObject({ type: "feature_flags" });
    client.socket.send("x".repeat(100_000));
    await expect.poll(() => client.closeCode).toBe(1009);
  });
});

describe("who may connect", () => {
  it.each([
    ["a page elsewhere", { headers: { Origin: "https://evil.example" } }, "", 403],
    ["a page without an origin", { headers: { Origin: "null" } }, "", 403],
    ["a page of the same host elsewhere", { headers: { Origin: "http://127.0.0.1:1" } }, "", 403],
    ["a bad token", {}, "?token=nonsense", 401],
    ["a bad Authorization", { headers: { Authorization: "Bearer nonsense" } }, "", 401],
  ])("not %s", async (_case, options, query, status) => {
    expect(await connect(query, options).status).toBe(status);
  });

  it("a program, and pages of our own", async () => {
    expect(await connect().status).toBe(101);
    for (const origin of [`http://127.0.0.1:${server.port}`, new URL(env().PUBLIC_URL).origin]) {
      expect(await connect("", { origin }).status).toBe(101);
    }
  });

  it("nobody at another address", async () => {
    const elsewhere = new Client(new WebSocket(`ws://127.0.0.1:${server.port}/other`));
    expect(await elsewhere.status).toBe(404);
  });
});

describe("sockets end", () => {
  it("when the viewer is signed out", async () => {
    const client = connect("", asUser);
    await client.until(1);
    server.signedIn.delete("user");
    await expect.poll(() => client.closeCode).toBe(4401);
  });

  it("when the client no longer answers", async () => {
    const client = new Client(new WebSocket(`ws://127.0.0.1:${server.port}/ws`, { autoPong: false }));
    await client.until(1);
    await expect.poll(() => client.closeCode).toBe(1006);
  });

  it("with a good-bye when the server ends", async () => {
    const client = connect("", asUser);
    await client.until(1);
    await server.close();
    await expect.poll(() => client.closeCode).toBe(1001);
  });
});
