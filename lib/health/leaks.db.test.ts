import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { endpoints } from "@/app/api/endpoints";
import { database } from "@/db/client";
import { claimJob } from "@/db/queries/jobs";
import { findLastLeakCheck, insertLeakCheck } from "@/db/queries/leak-checks";
import { favorites, guests, images, jobs, leakChecks, processes, users } from "@/db/schema";
import { makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { type Handler, methods, specOf } from "@/lib/http/endpoint";
import { enqueue } from "@/lib/queue";
import { leaksCheck } from "@/lib/queue/jobs";
import { picture } from "@/lib/server/testing/pictures";
import { startTestServer, type TestServer } from "@/lib/server/testing/server";
import { webHeaders } from "@/lib/server/web-headers";
import { fillInStyles } from "@/lib/styles/service";
import { runLeakCheck } from "./run/check";
import { type LeakReport, leakReport } from "./schema";
import { beginHeartbeat } from "./service/heartbeat";
import { listChecks, requestLeakCheck } from "./service/leaks";

/** What is forgotten in the one clause of privacy, for a test. */
const broken = vi.hoisted(() => ({ by: null as null | "private" | "trashed" | "hidden" | "temporary" }));

vi.mock("@/db/queries/visible", async (original) => {
  const real = await original<typeof import("@/db/queries/visible")>();
  const { and, eq, isNotNull, or } = await import("drizzle-orm");
  const { images: all } = await import("@/db/schema");
  return {
    ...real,
    visibleTo: (...[viewer, from = all]: Parameters<typeof real.visibleTo>) => {
      const forgotten = {
        private: and(eq(from.isPublic, false), eq(from.state, "ready")),
        trashed: isNotNull(from.trashedAt),
        hidden: isNotNull(from.hiddenAt),
        temporary: eq(from.isTemp, true),
      };
      const clause = real.visibleTo(viewer, from);
      return broken.by === null ? clause : or(clause, forgotten[broken.by]);
    },
  };
});

let server: TestServer;
let end: () => Promise<void>;

beforeEach(async () => {
  broken.by = null;
  await resetDatabase();
  await fillInStyles();
  await database().delete(jobs);
  server = await startTestServer({ pages: answerByRoutes });
  end = beginHeartbeat("server", `http://127.0.0.1:${server.port}`);
  await vi.waitFor(async () => expect(await database().$count(processes)).toBe(1));
});
afterEach(async () => {
  await end();
  await server.close();
});

type Pages = NonNullable<Parameters<typeof startTestServer>[0]>["pages"];

/** The API's own routes behind the real listener; pages, which need the framework, are not there. */
const answerByRoutes: NonNullable<Pages> = async (req, res) => {
  const url = new URL(req.url ?? "/", "http://127.0.0.1");
  const found = findRoute(url.pathname, req.method ?? "GET");
  if (!found) return void res.writeHead(404).end("{}");
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const headers = webHeaders(req);
  const hasBody = req.method !== "GET" && req.method !== "HEAD" && chunks.length > 0;
  const request = new Request(url, { method: req.method, headers, body: hasBody ? Buffer.concat(chunks) : undefined });
  const answer = await found.handler(request, { params: Promise.resolve(found.params) });
  res.writeHead(answer.status, Object.fromEntries(answer.headers));
  res.end(Buffer.from(await answer.arrayBuffer()));
};

function findRoute(path: string, wanted: string): { handler: Handler; params: Record<string, string> } | null {
  for (const routes of endpoints) {
    for (const method of methods) {
      const spec = specOf.get(routes[method]);
      if (!spec || method !== wanted) continue;
      const names = [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const match = new RegExp(`^${spec.path.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
      if (match)
        return { handler: routes[method], params: Object.fromEntries(names.map((name, at) => [name, match[at + 1]])) };
    }
  }
  return null;
}

async function check(): Promise<{ report: LeakReport; leaks: number; unanswered: number }> {
  const checkId = await insertLeakCheck(database(), null);
  await enqueue(database(), leaksCheck, [{ checkId }], { lane: "system" });
  const job = await claimJob("errands");
  if (!job) throw new Error("No job was there.");
  await runLeakCheck(job, checkId, new AbortController().signal);
  const last = await findLastLeakCheck();
  return { report: leakReport.parse(last?.report), leaks: last?.leaks ?? -1, unanswered: last?.unanswered ?? -1 };
}

test("where nothing leaks the report is green, and nothing of the check stays behind", async () => {
  const owner = await makeUser();
  await picture({ userId: owner.id, isPublic: true });
  const own = await picture({ userId: owner.id });
  const { report, leaks, unanswered } = await check();
  expect({ leaks: report.leaks, count: leaks, unanswered }).toEqual({ leaks: [], count: 0, unanswered: 0 });
  expect(report.pictures).toEqual({ private: 2, trashed: 1, hidden: 1, temporary: 1 });
  const media = report.rows.find(({ what }) => what === "GET /media/{uuid}/320");
  expect(media).toMatchObject({ nobody: "....", guest: "....", user: "...." });
  expect((await database().select().from(users)).map(({ id }) => id)).toEqual([owner.id]);
  expect(await database().select().from(guests)).toEqual([]);
  expect(await database().select().from(favorites)).toEqual([]);
  expect((await database().select().from(images)).map(({ uuid }) => uuid)).toContain(own.uuid);
  expect(await database().$count(images)).toBe(2);
}, 120_000);

test.each(["private", "trashed", "hidden", "temporary"] as const)(
  "where %s pictures leak, it says so, by which route and to whom",
  async (kind) => {
    const owner = await makeUser();
    const states = {
      private: {},
      trashed: { isPublic: true, trashedAt: new Date() },
      hidden: { isPublic: true, hiddenAt: new Date() },
      temporary: { isPublic: true, isTemp: true, expiresAt: new Date(Date.now() + 60_000) },
    };
    const own = await picture({ userId: owner.id, ...states[kind] });
    broken.by = kind;
    const { report, leaks } = await check();
    expect(leaks).toBeGreaterThan(10);
    expect(new Set(report.leaks.map((leak) => leak.kind))).toEqual(new Set([kind]));
    expect(new Set(report.leaks.map((leak) => leak.viewer))).toEqual(new Set(["nobody", "guest", "user"]));
    const found = report.leaks.map(({ what, uuid }) => `${what} ${uuid}`);
    expect(found).toContain(`GET /media/{uuid}/full ${own.uuid}`);
    expect(found).toContain("GET /media/{uuid}/full (If-None-Match) null");
    expect(found).toContain("GET /api/image/get/{id} (JSON) null");
    expect(await database().$count(images)).toBe(1);
  },
  120_000,
);

test("a try that died leaves nobody behind, and one without a server says so", async () => {
  const checkId = await insertLeakCheck(database(), null);
  const left = await makeUser();
  await picture({ userId: left.id });
  await database()
    .update(leakChecks)
    .set({ status: "running", traces: { users: [left.id], guests: [] } })
    .where(eq(leakChecks.id, checkId));
  await end();
  await enqueue(database(), leaksCheck, [{ checkId }], { lane: "system" });
  const job = await claimJob("errands");
  if (!job) throw new Error("No job was there.");
  await expect(runLeakCheck(job, checkId, new AbortController().signal)).rejects.toMatchObject({ code: "unavailable" });
  expect(await database().$count(users)).toBe(0);
  expect(await database().$count(images)).toBe(0);
});

test("only administrators ask for one and see it, one at a time", async () => {
  const admin = viewerOf(await makeUser({ role: "admin" }));
  const member = viewerOf(await makeUser());
  await expect(requestLeakCheck(member)).rejects.toMatchObject({ code: "not_found" });
  await expect(listChecks(member)).rejects.toMatchObject({ code: "not_found" });
  await requestLeakCheck(admin);
  await requestLeakCheck(admin);
  expect(await listChecks(admin)).toMatchObject({ isChecking: true, report: null, checks: [{ status: "queued" }] });
  expect(await database().$count(leakChecks)).toBe(1);
});
