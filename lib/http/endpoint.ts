import { createHash } from "node:crypto";
import { z } from "zod";
import { guestCookieHeader, type Requester, requesterOf } from "@/lib/auth/guests";
import { findViewer } from "@/lib/auth/viewer";
import { AppError, type ErrorCode, toAppError } from "@/lib/errors";
import { newUuid } from "@/lib/ids";
import type { RateRule } from "@/lib/limiter/define";
import { log } from "@/lib/log";
import { nobody, type Scope, type UserViewer, type Viewer } from "@/lib/viewer";
import { type Access, requireAccess } from "./access";
import { type Answer, varies } from "./answer";
import { requireSameSite } from "./cross-site";
import { errorAnswer } from "./error-answer";
import { once } from "./idempotency";
import { countRequest, rateHeaders } from "./rate";
import { fieldErrors, isPlainForm, readForm, readJson, readPlainForm } from "./read-body";

export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type Method = (typeof methods)[number];

/** One route and method: what it reads, who may ask, what it answers. The API document is made from these. */
export interface EndpointSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  /** The address as clients write it, such as `/api/generations/{uuid}`. */
  path: string;
  summary: string;
  /** What the document says beyond the summary. */
  description?: string;
  deprecated?: boolean;
  access: Access;
  /** What a personal API token needs; unless said, `admin` where access does, else `read` for GET and `write` for the others. */
  scope?: Scope;
  /** The Authorization header holds a token that only this route understands: nobody is looked up. */
  ownToken?: boolean;
  /** Which limit counts it; null for reads that do not count. */
  rate?: RateRule | null;
  /** Without a token, a same-origin Origin or Referer is required. */
  sameOrigin?: boolean;
  /** Whether `Idempotency-Key` is honoured: for the whole answer, or only for the `work` that `run` gives to `once`. */
  idempotent?: boolean | "work";
  /** Path parameters; those that do not fit are 404. */
  params?: P;
  /** Query parameters; those that do not fit are 400. */
  query?: Q;
  /** A JSON body; one that does not fit is 422. */
  body?: B;
  /** Whether a plain HTML form may send the body as well; a field that comes more than once is its values with commas. */
  plainForm?: boolean;
  /** Whether the body may be left out, which is the same as an empty object. */
  optionalBody?: boolean;
  /** A multipart body instead, with these parts; `run` checks it. */
  form?: Record<string, { kind: "file" | "text"; description: string }>;
  /** Its text parts, where they are many; `run` parses them, too. */
  formFields?: z.ZodObject;
  /** Status → the shape of its body. */
  answers: Record<number, z.ZodType>;
  /** Media types of successes that are no JSON; where `answers` says text, they are all. */
  produces?: string | string[];
  /** Statuses that have no body, and what they mean. */
  bodiless?: Record<number, string>;
  /** Failures that do not follow from what the route reads and who may ask. */
  fails?: readonly ErrorCode[];
  /** Headers that it reads beyond those of all routes, and what they mean. */
  reads?: Record<string, string>;
  /** Headers of its successes beyond those of all routes, and what they mean. */
  tells?: Record<string, string>;
  run(call: EndpointCall<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answer>;
}

export interface EndpointCall<P, Q, B> {
  viewer: Viewer;
  /** The signed-in user; for `access` that asks for one. @throws AppError `unauthenticated` */
  user(): UserViewer;
  /** Who asks for something to be made; for a visitor whom that made a guest, the answer carries the cookie and `guest_token`. */
  requester: Requester;
  /** Does something once for the request's `Idempotency-Key`, and later tells what came of it; JSON. */
  once(work: () => Promise<unknown>): Promise<unknown>;
  params: P;
  query: Q;
  body: B;
  form: FormData;
  request: Request;
  /** The client's true address. */
  address: string;
  /** Whether the request comes from the machine itself, through no proxy. */
  isLocal: boolean;
  requestId: string;
}

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type Handler = (request: Request, context: RouteContext) => Promise<Response>;
export type AnyEndpoint = EndpointSpec<z.ZodType, z.ZodType, z.ZodType>;

/** What the document needs to know of a route. */
export type DocumentedSpec = Omit<AnyEndpoint, "run">;

/** Handlers keep their spec, from which the API document is made. */
export const specOf = new WeakMap<Handler, AnyEndpoint>();

const none = z.unknown();

/** A route handler that does what every route does, and then `run`. */
export function endpoint<
  P extends z.ZodType = typeof none,
  Q extends z.ZodType = typeof none,
  B extends z.ZodType = typeof none,
>(spec: EndpointSpec<P, Q, B>): Handler {
  const handler: Handler = async (request, context) => {
    const requestId = request.headers.get("x-request-id") ?? newUuid();
    const headers = new Headers({
      "X-Request-Id": requestId,
      "Cache-Control": "private, no-store",
      Vary: varies,
    });
    try {
      const answer = await handle(spec, request, context, requestId, headers);
      return respond(answer, headers, request.method === "HEAD");
    } catch (thrown) {
      return respondError(thrown, requestId, { headers, path: spec.path });
    }
  };
  specOf.set(handler, spec as unknown as AnyEndpoint);
  return handler;
}

async function handle<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: EndpointSpec<P, Q, B>,
  request: Request,
  context: RouteContext,
  requestId: string,
  headers: Headers,
): Promise<Answer> {
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (changes) await requireSameSite(request, spec.sameOrigin);
  const viewer = spec.ownToken ? nobody : await findViewer(request.headers);
  const address = request.headers.get("x-atelier-address") ?? "unknown";
  if (spec.rate !== null) setAll(headers, rateHeaders(await countRequest(spec.rate ?? "other", viewer, address)));
  requireAccess(viewer, spec.access, spec.scope ?? defaultScope(spec.access, changes));

  const params = parse(spec.params, await context.params, () => new AppError("not_found"));
  const query = parse(
    spec.query,
    Object.fromEntries(new URL(request.url).searchParams),
    (fields) =>
      new AppError("bad_request", { words: "One of the parameters cannot be used.", detail: describe(fields) }),
  );
  const { raw, json, form } = await readBody(spec, request);
  const body = parse(spec.body, json, (fields) => new AppError("invalid", { fields, detail: describe(fields) }));

  const key = spec.idempotent ? request.headers.get("idempotency-key") : null;
  const onlyOnce = (work: () => Promise<Answer>): Promise<Answer> => {
    if (key === null) return work();
    const bodyHash = createHash("sha256").update(raw).digest("hex");
    return once({ viewer, address, route: spec.path, key, bodyHash }, work);
  };
  const { requester, guestToken } = requesterOf(viewer);
  const call: EndpointCall<z.output<P>, z.output<Q>, z.output<B>> = {
    viewer,
    user() {
      if (viewer.kind !== "user") throw new AppError("unauthenticated");
      return viewer;
    },
    requester,
    async once(work) {
      return (await onlyOnce(async () => ({ status: 200, body: await work() }))).body;
    },
    params,
    query,
    body,
    form,
    request,
    address,
    isLocal: request.headers.get("x-atelier-local") === "1",
    requestId,
  };
  const run = async () => {
    const answer = await spec.run(call);
    const token = await guestToken();
    return token === null ? answer : withGuest(answer, token);
  };
  return spec.idempotent === "work" ? run() : onlyOnce(run);
}

/** What a personal API token needs where a route does not say. */
export function defaultScope(access: Access, changes: boolean): Scope {
  if (access === "admin") return "admin";
  return changes ? "write" : "read";
}

function parse<S extends z.ZodType>(
  shape: S | undefined,
  given: unknown,
  failure: (fields: Record<string, string[]>) => AppError,
): z.output<S> {
  const parsed = (shape ?? none).safeParse(given);
  if (!parsed.success) throw failure(fieldErrors(parsed.error));
  return parsed.data as z.output<S>;
}

type BodySpec = Pick<AnyEndpoint, "body" | "optionalBody" | "plainForm" | "form">;

async function readBody(spec: BodySpec, request: Request) {
  if (spec.form) return readForm(request);
  if (spec.body && spec.plainForm && isPlainForm(request)) return readPlainForm(request);
  if (spec.body) return readJson(request, spec.optionalBody);
  return { raw: Buffer.alloc(0), json: undefined, form: new FormData() };
}

function withGuest(answer: Answer, token: string): Answer {
  const body =
    typeof answer.body === "object" && answer.body !== null && !Array.isArray(answer.body)
      ? { ...answer.body, guest_token: token }
      : answer.body;
  return { ...answer, body, headers: { ...answer.headers, "Set-Cookie": guestCookieHeader(token) } };
}

function respond(answer: Answer, headers: Headers, isHead: boolean): Response {
  setAll(headers, answer.headers ?? {});
  if (answer.body instanceof ReadableStream) {
    if (!isHead) return new Response(answer.body, { status: answer.status, headers });
    // Nobody reads the bytes: let go of the file they come from.
    void answer.body.cancel();
    return new Response(null, { status: answer.status, headers });
  }
  return Response.json(answer.body, { status: answer.status, headers });
}

export interface ErrorContext {
  headers?: Headers;
  /** The address that was asked: it decides in which shape failures are told. */
  path?: string;
}

/** Any thrown value as JSON; bugs and outages are logged with their cause, never shown. */
export function respondError(
  thrown: unknown,
  requestId: string,
  { headers = new Headers(), path = "" }: ErrorContext = {},
): Response {
  const error = toAppError(thrown);
  if (error.status >= 500) log.error({ request_id: requestId, code: error.code, err: thrown }, "request failed");
  const answer = errorAnswer(error, requestId, path);
  setAll(headers, answer.headers);
  headers.set("Cache-Control", "private, no-store");
  headers.set("X-Request-Id", requestId);
  return Response.json(answer.body, { status: answer.status, headers });
}

function describe(fields: Record<string, string[]>): string {
  return Object.entries(fields)
    .map(([field, problems]) => `${field}: ${problems.join(" ")}`)
    .join("; ");
}

function setAll(headers: Headers, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) headers.set(name, value);
}

/** The handlers of one address: those given, and a JSON 405 with `Allow` for every other method. */
export function route(handlers: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const all = { ...handlers };
  if (all.GET && !all.HEAD) all.HEAD = all.GET;
  const allow = methods.filter((method) => all[method]).join(", ");
  const refuse: Handler = async (request) =>
    respondError(
      new AppError("method_not_allowed", { detail: `Allowed: ${allow}` }),
      request.headers.get("x-request-id") ?? newUuid(),
      { headers: new Headers({ Allow: allow }), path: new URL(request.url).pathname },
    );
  const get = (method: Method): Handler => all[method] ?? refuse;
  return {
    GET: get("GET"),
    HEAD: get("HEAD"),
    POST: get("POST"),
    PUT: get("PUT"),
    PATCH: get("PATCH"),
    DELETE: get("DELETE"),
    OPTIONS: get("OPTIONS"),
  };
}
