import { database } from "@/db/client";
import { insertSession } from "@/db/queries/sessions";
import { type TokensDto, tokensSchema } from "@/lib/accounts/schema";
import { goodPassword, newAddress, newEmail } from "@/lib/accounts/testing";
import { signSession } from "@/lib/auth/sessions";
import { clock, fromNow, hourMs } from "@/lib/clock";
import { type Handler, type Method, specOf } from "@/lib/http/endpoint";
import * as registerRoute from "./auth/register/route";
import { holdToDocument } from "./testing/hold";

type Routes = Record<Method, Handler>;

export interface Call {
  /** Sent as JSON; a string or a form goes as it is. */
  body?: unknown;
  token?: string;
  cookie?: string;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  /** The client's address; without it one that no limit knows yet. */
  address?: string;
  query?: string;
}

export interface Answered {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
}

/** For tests: asks a route as a client would, through everything but the socket, and holds its answer to the document. */
export async function ask(routes: Routes, method: Method, call: Call = {}): Promise<Answered> {
  const headers = new Headers({ "x-atelier-address": call.address ?? newAddress(), ...call.headers });
  if (call.token !== undefined) headers.set("authorization", `Bearer ${call.token}`);
  if (call.cookie !== undefined) {
    headers.set("cookie", call.cookie);
    if (!headers.has("origin")) headers.set("origin", "http://127.0.0.1:3000");
  }
  const { body } = call;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm && !headers.has("content-type")) headers.set("content-type", "application/json");
  const request = new Request(`http://127.0.0.1:3000/api${call.query ?? ""}`, {
    method,
    headers,
    body: isForm || typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await routes[method](request, { params: Promise.resolve(call.params ?? {}) });
  const text = await response.text();
  const spec = specOf.get(routes[method]);
  if (spec) holdToDocument(method, spec, response, text);
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text), text };
}

/** For tests: the tokens of an answer. */
export function tokensOf(answered: Answered): TokensDto {
  const { body } = answered;
  return tokensSchema.parse(typeof body === "object" && body !== null && "data" in body ? body.data : null);
}

/** For tests: a new account and its tokens. */
export async function newAccount(values: { email?: string; name?: string; password?: string } = {}) {
  const account = { email: newEmail(), name: "Ada", password: goodPassword, ...values };
  const answered = await ask(registerRoute, "POST", { body: account });
  return { ...account, ...tokensOf(answered) };
}

/** For tests: an access token of a user, as after a sign-in. */
export async function signIn(userId: number): Promise<string> {
  const now = clock.now();
  const session = { userId, kind: "api", createdAt: now, lastSeenAt: now, expiresAt: fromNow(hourMs) } as const;
  return signSession("access", userId, await insertSession(database(), session));
}
