import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { type Handler, type Method, methods, specOf } from "@/lib/http/endpoint";
import { startTestServer, type TestServer } from "@/lib/server/testing/server";
import { webHeaders } from "@/lib/server/web-headers";
import * as unknownInV1 from "../../v1/[[...path]]/route";
import * as unknown from "../[...path]/route";
import { endpoints } from "../endpoints";
import * as openApi from "../openapi.json/route";

type Params = Record<string, string>;
type Handlers = Record<
  Method,
  (request: Request, context: { params: Promise<Params> }) => Response | Promise<Response>
>;

/**
 * For tests: every route of the API behind the real listener, without the framework between. Clients may name their
 * address in `X-Forwarded-For`, as behind a proxy.
 */
export function startApiServer(): Promise<TestServer> {
  return startTestServer({ pages: serve, trustedProxies: "127.0.0.1" });
}

/** As the framework finds them: a word that is written comes before one that is open. */
const table = [...endpoints, openApi]
  .flatMap((handlers: Record<Method, Handler>) => {
    const path = methods.flatMap((method) => specOf.get(handlers[method])?.path ?? [])[0];
    return path === undefined ? [] : [{ words: path.split("/"), handlers }];
  })
  .sort((a, b) => openWords(a.words) - openWords(b.words));

function openWords(words: string[]): number {
  return words.filter((word) => word.startsWith("{")).length;
}

function find(path: string): { handlers: Handlers; params: Params } {
  const asked = path.split("/").map(decodeURIComponent);
  for (const { words, handlers } of table) {
    const fits = words.every((word, index) => (word.startsWith("{") ? asked[index] !== "" : word === asked[index]));
    if (!fits || words.length !== asked.length) continue;
    const open = words.flatMap((word, index) => (word.startsWith("{") ? [[word.slice(1, -1), asked[index]]] : []));
    return { handlers, params: Object.fromEntries(open) };
  }
  return { handlers: path.startsWith("/v1") ? unknownInV1 : unknown, params: {} };
}

async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { handlers, params } = find(new URL(req.url ?? "", "http://any").pathname);
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
  const answer = await handlers[method](request, { params: Promise.resolve(params) });
  for (const [name, value] of answer.headers) res.setHeader(name, value);
  res.writeHead(answer.status);
  if (!answer.body) return void res.end();
  const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  res.once("close", () => body.destroy());
  body.on("error", () => res.destroy()).pipe(res);
}
