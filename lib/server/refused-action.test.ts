import { afterAll, beforeAll, expect, it } from "vitest";
import { noteRefusal, refusals } from "@/lib/refusals";
import type { ListenerParts } from "./listener";
import { ask, startTestServer, type TestServer } from "./testing/server";

/** Stands where the framework is: answers an action as a stream, and remembers no status. */
const framework: ListenerParts["pages"] = async (req, res) => {
  if (req.url === "/admin") noteRefusal(String(req.headers["x-request-id"]));
  res.setHeader("Content-Type", "text/x-component");
  res.setHeader("Content-Encoding", "gzip");
  res.flushHeaders();
  res.write("a page with ");
  res.write("what is in it");
  res.end("!");
};

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ pages: framework });
});

afterAll(() => server.close());

const post = (path: string, headers: Record<string, string>) =>
  ask(server.port, path, { method: "POST", body: Buffer.from("[]"), headers });

it("an action that is refused is answered as one that is nowhere, and nothing of a page comes along", async () => {
  const answered = await post("/admin", { "Next-Action": "60aa" });
  expect(answered.status).toBe(404);
  expect(answered.headers).toMatchObject({ "content-type": "text/plain", "x-nextjs-action-not-found": "1" });
  expect(answered.headers).not.toHaveProperty("content-encoding");
  expect(answered.body.toString()).toBe("Server action not found.");
});

it("all others are answered as they are", async () => {
  const answers = await Promise.all([post("/", { "Next-Action": "60aa" }), post("/admin", {})]);
  for (const answered of answers) {
    expect(answered.status).toBe(200);
    expect(answered.headers).not.toHaveProperty("x-nextjs-action-not-found");
    expect(answered.body.toString()).toBe("a page with what is in it!");
  }
});

it("what was answered is forgotten", async () => {
  await post("/admin", { "Next-Action": "60aa" });
  await post("/admin", {});
  await expect.poll(() => refusals().size).toBe(0);
});
