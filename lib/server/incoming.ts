import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { checkAddress, checkHeader, readPass } from "@/lib/auth/check-pass";
import { AppError } from "@/lib/errors";
import { newUuid } from "@/lib/ids";
import { clientAddress, isLoopback, plainAddress, type Trust } from "./address";

/** What is known of a request before anyone serves it. */
export interface Incoming {
  requestId: string;
  /** The client's true address. */
  address: string;
  /** The path as it was sent, without the query; well-formed. */
  path: string;
  query: URLSearchParams;
}

/**
 * Makes a request's headers true: what strangers say about addresses is dropped, and so are names that only we and the
 * framework may use. Sets `x-atelier-address`, `x-request-id` and, for the machine itself, `x-atelier-local`.
 * Routes of `/api/v1` become those of `/api`. A form on a page without referrer is sent with the origin `null` (Fetch,
 * section 3.2): when the browser itself says that it comes from this site, it passes as one that names none.
 *
 * @returns what is known, and `refusal` when the request cannot be served at all
 */
export function admit(req: IncomingMessage, trust: Trust): Incoming & { refusal: AppError | null } {
  const { headers } = req;
  const peer = plainAddress(req.socket.remoteAddress ?? "") ?? "unknown";
  const isOwn = isOwnPass(text(headers[ownHeader]));
  const viaProxy = isOwn || trust.includes(peer);
  const check = readPass(text(headers[checkHeader]));
  const trusted = isOwn ? { includes: (one: string) => one === peer } : trust;
  const client = clientAddress(peer, text(headers["x-forwarded-for"]), trusted);
  const address = check === null ? client : checkAddress(check);
  const sentId = text(headers["x-request-id"]) ?? "";
  const requestId = viaProxy && requestIdPattern.test(sentId) ? sentId : newUuid();
  const local = check === null && isLoopback(peer) && isOwnMachine(req);
  const proto = viaProxy ? lastOf(headers["x-forwarded-proto"]) : undefined;
  const host = viaProxy ? lastOf(headers["x-forwarded-host"]) : undefined;

  for (const name of Object.keys(headers)) if (isForeign(name)) delete headers[name];
  headers["x-forwarded-for"] = client;
  if (proto === "http" || proto === "https") headers["x-forwarded-proto"] = proto;
  if (host !== undefined && hostPattern.test(host)) headers["x-forwarded-host"] = host;
  headers["x-atelier-address"] = address;
  headers[ownHeader] = ownPass;
  headers["x-request-id"] = requestId;
  if (local) headers["x-atelier-local"] = "1";

  if (headers.origin === "null" && headers["sec-fetch-site"] === "same-origin") delete headers.origin;

  const target = readTarget(req.url ?? "", headers.host);
  if (target instanceof AppError)
    return { requestId, address, path: "", query: new URLSearchParams(), refusal: target };
  req.url = target.path + target.search;
  return { requestId, address, path: target.path, query: new URLSearchParams(target.search), refusal: null };
}

/**
 * Where an action belongs to another page, the framework asks this server anew, with the headers of the request at hand:
 * by this pass, which changes with every start, we know ourselves, so that the client stays who asks.
 */
const ownHeader = "x-atelier-own";
const ownPass = randomBytes(24).toString("base64url");

function isOwnPass(sent = ""): boolean {
  return sent.length === ownPass.length && timingSafeEqual(Buffer.from(sent, "latin1"), Buffer.from(ownPass, "latin1"));
}

const requestIdPattern = /^[\w.:-]{8,128}$/;
const hostPattern = /^(?:[a-z\d](?:[a-z\d._-]{0,252}[a-z\d_])?|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Headers that tell where a request came from: only a proxy of ours may write them. */
const aboutTheWay = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip", "via"];

/** The framework's own page code sends these two, in development. */
const frameworkIds = new Set(["x-nextjs-request-id", "x-nextjs-html-request-id"]);
const foreignPattern =
  /^(?:x-forwarded-.*|forwarded|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|x-original-.*|x-rewrite-url|x-http-method-override|x-atelier-.*|x-middleware-.*|x-nextjs-.*|x-invoke-.*|x-matched-path|x-now-route-matches|x-prerender-revalidate.*|next-resume|x-next-.*|content-security-policy.*)$/;

function isForeign(name: string): boolean {
  return foreignPattern.test(name) && !frameworkIds.has(name);
}

/**
 * The machine itself asks through no proxy and under a name of its own: a page elsewhere whose name was pointed
 * at this machine (DNS rebinding) sends its own name.
 */
function isOwnMachine(req: IncomingMessage): boolean {
  if (aboutTheWay.some((name) => req.headers[name] !== undefined)) return false;
  return /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d+)?$/i.test(req.headers.host ?? "");
}

interface Target {
  path: string;
  /** With its question mark, or empty. */
  search: string;
}

/** Reads a request target; dot segments, backslashes and broken escapes never come from a browser. */
function readTarget(url: string, host: string | undefined): Target | AppError {
  const malformed = (detail: string) => new AppError("bad_request", { detail });
  if (host === undefined || !hostPattern.test(host)) return malformed("The Host header is missing or malformed.");
  if (!url.startsWith("/")) return malformed("The request target must be a path.");
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  const search = mark === -1 ? "" : url.slice(mark);
  if (/[\\#\s\u0000-\u001f\u007f]/.test(path)) return malformed("The path has characters that must be escaped.");
  try {
    if (decodeURIComponent(path).includes("\0")) return malformed("The path has an escaped zero byte.");
  } catch (error) {
    if (error instanceof URIError) return malformed("The path has a broken escape.");
    throw error;
  }
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return malformed("The path has dot segments.");
  return { path: path.replace(/^\/api\/v1(?=\/|$)/, "/api"), search };
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Of several values the last was written by the proxy that is connected; those before it may be a stranger's. */
function lastOf(value: string | string[] | undefined): string | undefined {
  return text(value)?.split(",").at(-1)?.trim().toLowerCase();
}
