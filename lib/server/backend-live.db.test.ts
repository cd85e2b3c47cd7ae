import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { claimJob } from "@/db/queries/jobs";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { ComfyStandIn } from "@/e2e/fakes/comfyui/server";
import { backendInput } from "@/lib/backends/schema";
import { createBackend } from "@/lib/backends/service/change";
import { runGeneration } from "@/lib/generations/run";
import { describeInput } from "@/lib/generations/schema";
import { requestDescribed } from "@/lib/generations/service/request";
import { fillInStyles } from "@/lib/styles/service";
import { startTestServer, type TestServer } from "./testing/server";

interface Message {
  type: string;
  data: Record<string, unknown>;
}

let server: TestServer;
let comfy: ComfyStandIn;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  await resetDatabase();
  await fillInStyles();
  server = await startTestServer();
  comfy = await ComfyStandIn.start({ stepMs: 40 });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await comfy.die();
  await server.close();
});

async function listen(name: string): Promise<Message[]> {
  const heard: Message[] = [];
  const headers = { Authorization: `Bearer test-${name}` };
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws?clientId=${name}`, { headers });
  sockets.push(socket);
  socket.on("message", (text) => heard.push(JSON.parse(text.toString())));
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
  return heard;
}

it("tells a backend's picture as a ComfyUI would, to its maker alone", async () => {
  const admin = viewerOf(await makeUser({ role: "admin" }));
  server.signedIn.set("maker", admin);
  server.signedIn.set("other", viewerOf(await makeUser()));
  const config = { address: comfy.address };
  const { backend } = await createBackend(admin, backendInput.parse({ kind: "comfyui", name: "Workshop", config }));
  const [heard, others] = [await listen("maker"), await listen("other")];

  const model = backend.models[0]?.name;
  const { uuid } = await requestDescribed(admin, describeInput.parse({ prompt: "a tree", width: 128, height: 128 }), {
    model,
  });
  for (let job = await claimJob(`backend:${backend.id}`); job; job = await claimJob(`backend:${backend.id}`)) {
    if (job.name !== "generation.run") continue;
    await runGeneration(job, Number(job.payload.generationId), new AbortController().signal);
    break;
  }

  const isEnd = ({ type, data }: Message) => type === "executing" && data.node === null;
  await expect.poll(() => heard.some(isEnd), { timeout: 10_000 }).toBe(true);
  const types = heard.map(({ type }) => type).filter((type) => type !== "status");
  const order = ["execution_start", "execution_cached", "executing", "progress", "executed", "execution_success"];
  expect([...new Set(types)]).toEqual(order);
  const progress = heard.filter(({ type }) => type === "progress").map(({ data }) => Number(data.value));
  expect(progress.length).toBeGreaterThan(3);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(heard.filter(({ type }) => type !== "status").every(({ data }) => data.prompt_id === uuid)).toBe(true);
  expect(others).toHaveLength(1);
  expect(JSON.stringify(heard)).not.toContain(new URL(comfy.address).host);
}, 30_000);
