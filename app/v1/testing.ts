import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import OpenAI from "openai";
import { database } from "@/db/client";
import { insertApiToken } from "@/db/queries/api-tokens";
import type { users } from "@/db/schema";
import { makeUser, viewerOf } from "@/db/testing";
import { apiTokenPrefix } from "@/lib/auth/api-tokens";
import { clock, fromNow, hourMs } from "@/lib/clock";
import type { Handler, Method } from "@/lib/http/endpoint";
import { hashSecret } from "@/lib/seal";
import { startTestServer, type TestServer } from "@/lib/server/testing/server";
import { webHeaders } from "@/lib/server/web-headers";
import { scopes as allScopes, type Scope, type UserViewer } from "@/lib/viewer";
import * as unknown from "./[[...path]]/route";
import * as edits from "./images/edits/route";
import * as generations from "./images/generations/route";
import * as model from "./models/[model]/route";
import * as models from "./models/route";

type Routes = Record<Method, Handler>;

/** For tests: the routes under `/v1` behind the real listener, without the framework between. */
export function startOpenAiServer(): Promise<TestServer> {
  return startTestServer({ pages: serve });
}

function routesOf(path: string): { routes: Routes; params: Record<string, string> } {
  const [, , room, second = "", ...rest] = path.split("/");
  if (room === "models" && rest.length === 0) {
    return second === ""
      ? { routes: models, params: {} }
      : { routes: model, params: { model: decodeURIComponent(second) } };
  }
  if (path === "/v1/images/generations") return { routes: generations, params: {} };
  if (path === "/v1/images/edits") return { routes: edits, params: {} };
  return { routes: unknown as unknown as Routes, params: {} };
}

async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname } = new URL(req.url ?? "", "http://any");
  const { routes, params } = routesOf(pathname);
  const left = new AbortController();
  res.once("close", () => left.abort());
  const method = req.method as Method;
  const hasBody = method !== "GET" && method !== "HEAD";
  const request = new Request(`http://${req.headers.host}${req.url}`, {
    method,
    headers: webHeaders(req),
    body: hasBody ? (Readable.toWeb(req) as ReadableStream<Uint8Array>) : undefined,
    signal: left.signal,
    duplex: "half",
  } as RequestInit);
  const answer = await routes[method](request, { params: Promise.resolve(params) });
  for (const [name, value] of answer.headers) res.setHeader(name, value);
  res.writeHead(answer.status);
  if (!answer.body) return void res.end();
  const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  res.once("close", () => body.destroy());
  body.on("error", () => res.destroy()).pipe(res);
}

export interface Client {
  viewer: UserViewer;
  key: string;
}

/** For tests: a user and a personal API token of theirs. */
export async function newClient(
  values: { user?: Partial<typeof users.$inferInsert>; scopes?: readonly Scope[]; expiresAt?: Date } = {},
): Promise<Client> {
  const viewer = viewerOf(await makeUser(values.user));
  const key = apiTokenPrefix + randomBytes(32).toString("base64url");
  await insertApiToken(database(), {
    userId: viewer.id,
    name: "A program",
    tokenHash: hashSecret(key),
    scopes: [...(values.scopes ?? allScopes)],
    createdAt: clock.now(),
    expiresAt: values.expiresAt ?? fromNow(hourMs),
  });
  return { viewer, key };
}

/** For tests: OpenAI's own client, which asks once. */
export function clientOf({ port }: TestServer, apiKey: string): OpenAI {
  return new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0, timeout: 50_000 });
}

/** For tests: what a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OpenAI.APIError)) throw new Error(`no refusal: ${String(error)}`);
  return error;
}
