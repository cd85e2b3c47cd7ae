import { expect } from "vitest";
import { newAddress } from "@/lib/accounts/testing";
import type { Method } from "@/lib/http/endpoint";
import type { ApiOperation } from "@/lib/http/openapi";
import { ask, type TestServer } from "@/lib/server/testing/server";
import { apiDocument } from "../document";
import { holdToDocument } from "./hold";

/** Method and address as the document has them, such as `GET /api/image/get/{id}`. */
export type What = `${Method} /${string}`;

export interface Asked {
  params?: Record<string, string | number>;
  query?: Record<string, string | number>;
  /** Sent as JSON; text and forms go as they are. */
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
  /** The client's address; without it one that no limit knows yet. */
  address?: string;
}

export interface Told {
  status: number;
  headers: Headers;
  /** The body as JSON; null where it is something else. */
  body: unknown;
  bytes: Buffer;
}

/** For tests: a client that asks routes by their name in the document, over HTTP, and holds every answer to it. */
export class Tour {
  /** Success by success what was told: name, status and media type. */
  readonly seen = new Set<string>();

  constructor(
    readonly server: TestServer,
    /** What stands for `/api` in addresses. */
    private readonly base = "/api",
  ) {}

  /** Asks, and answers what came, whatever it is. */
  async ask(what: What, asked: Asked = {}): Promise<Told> {
    const [method, path] = nameOf(what);
    const { headers, body } = await toSend(asked);
    const address = addressOf(path, asked).replace(/^\/api(?=\/)/, this.base);
    const answer = await ask(this.server.port, address, { method, headers, body });
    const told = toldOf(answer.status, answer.headers, answer.body);
    const text = told.body === null ? "" : answer.body.toString();
    holdToDocument(method, { path }, new Response(null, told), text);
    return told;
  }

  /** Asks, and expects to be answered as asked. */
  async see(what: What, asked: Asked = {}): Promise<Told> {
    const told = await this.ask(what, asked);
    if (told.status >= 400) throw new Error(`${what} → ${told.status}: ${told.bytes}`);
    this.note(what, told);
    return told;
  }

  /** Counts a success as seen; a list with nothing in it tells nothing of what would be. */
  note(what: What, { status, headers, body }: Pick<Told, "status" | "headers" | "body">): void {
    const list = Array.isArray(body) ? body : (body as { data?: unknown } | null)?.data;
    if (Array.isArray(list) && list.length === 0) return;
    this.seen.add(successName(what, status, headers.get("content-type")?.split(";")[0]));
  }
}

/** For tests: every success of the document by its name. */
export function successNames(): string[] {
  return operations().flatMap(({ what, operation }) =>
    Object.entries(operation.responses)
      .filter(([status]) => Number(status) < 400)
      .flatMap(([status, { content = { "": {} } }]) =>
        Object.keys(content).map((type) => successName(what, Number(status), type)),
      ),
  );
}

/** For tests: every operation of the document. */
export function operations(): { what: What; operation: ApiOperation }[] {
  return Object.entries(apiDocument("https://pictures.example.org").paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({
      what: `${method.toUpperCase()} ${path}` as What,
      operation,
    })),
  );
}

export function nameOf(what: What): [Method, string] {
  return what.split(" ") as [Method, string];
}

function successName(what: What, status: number, type = ""): string {
  return `${what} → ${status} ${type}`.trim();
}

function addressOf(path: string, { params = {}, query = {} }: Asked): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    expect(params).toHaveProperty(name);
    return encodeURIComponent(params[name]);
  });
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return search === "" ? filled : `${filled}?${search}`;
}

async function toSend({ body, token, headers = {}, address = newAddress() }: Asked) {
  const all = new Headers({ "x-forwarded-for": address, ...headers });
  if (token !== undefined) all.set("authorization", `Bearer ${token}`);
  if (body === undefined) return { headers: Object.fromEntries(all) };
  const isForm = body instanceof FormData;
  const whole = new Response(isForm ? body : typeof body === "string" ? body : JSON.stringify(body));
  const type = (isForm && whole.headers.get("content-type")) || "application/json";
  if (!all.has("content-type")) all.set("content-type", type);
  return { headers: Object.fromEntries(all), body: Buffer.from(await whole.arrayBuffer()) };
}

function toldOf(status: number, given: Record<string, string | string[] | undefined>, bytes: Buffer): Told {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) for (const one of [value ?? []].flat()) headers.append(name, one);
  const isJson = headers.get("content-type")?.startsWith("application/json") ?? false;
  return { status, headers, body: isJson ? JSON.parse(bytes.toString()) : null, bytes };
}
