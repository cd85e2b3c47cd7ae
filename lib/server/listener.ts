import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Trust } from "./address";
import { answerError, startError } from "./answer";
import { bodyLimitBytes, countBody, declaresTooMuch, endEarly } from "./body";
import { allowOrigin } from "./cors";
import { dataHeaders, pageHeaders } from "./headers";
import { admit, type Incoming } from "./incoming";
import { refuseUpgrade } from "./refuse-upgrade";
import { hideRefused } from "./refused-action";

/** Serves one request; may throw before it has answered. */
export type Serve = (req: IncomingMessage, res: ServerResponse, incoming: Incoming) => Promise<void>;

export interface ListenerParts {
  trust: Trust;
  /** Whether people reach the product by https. */
  isHttps: boolean;
  isDevelopment: boolean;
  /** Pages and `/api`: the framework. */
  pages: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  /** Picture bytes under `/media`. */
  media: Serve;
  /** `GET /api/events`. */
  events: Serve;
  /** WebSockets at `/ws`; answers refusals itself. */
  sockets: (req: IncomingMessage, socket: Duplex, head: Buffer, incoming: Incoming) => Promise<void>;
  /** Origins of other sites whose pages may use the API with a token. */
  corsOrigins: () => Promise<readonly string[]>;
  /** WebSockets of the framework's own, in development. */
  pageSockets: ((req: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
}

export interface Listener {
  request(req: IncomingMessage, res: ServerResponse): void;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** From now on connections end with their answer. */
  drain(): void;
}

/** What stands between the socket and those who serve: makes requests true, refuses what cannot be served. */
export function createListener(parts: ListenerParts): Listener {
  let draining = false;

  async function request(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const incoming = admit(req, parts.trust);
    res.setHeader("X-Request-Id", incoming.requestId);
    if (draining) res.setHeader("Connection", "close");
    try {
      await serve(req, res, incoming);
    } catch (error) {
      answerError(req, res, error, incoming.requestId);
    }
  }

  async function serve(req: IncomingMessage, res: ServerResponse, incoming: Incoming & { refusal: AppError | null }) {
    const { path, requestId, refusal } = incoming;
    const isPage = !dataPattern.test(path);
    if (isPage) {
      const { headers, policy } = pageHeaders(path, parts.isHttps, parts.isDevelopment);
      setAll(res, headers);
      req.headers["content-security-policy"] = policy;
    } else {
      setAll(res, dataHeaders(path, parts.isHttps));
    }
    const maxBytes = bodyLimitBytes(path);
    const tooLarge = () => new AppError("too_large", { detail: `A body here may have ${maxBytes} bytes.` });
    const early = refusal ?? (declaresTooMuch(req, maxBytes) ? tooLarge() : null);
    // Before anything is waited for: what comes meanwhile counts as well.
    countBody(req, maxBytes, () => {
      if (!res.headersSent) endEarly(req, res, startError(res, tooLarge(), requestId));
    });
    const isAnswered = !isPage && path !== "" && (await allowOrigin(req, res, parts.corsOrigins));
    if (isAnswered || res.headersSent) return;
    if (early) return endEarly(req, res, startError(res, early, requestId));
    if (req.headers.expect !== undefined) res.writeContinue();
    if (path.startsWith("/media/")) return parts.media(req, res, incoming);
    if (path === "/api/events") return parts.events(req, res, incoming);
    if (req.method === "POST") hideRefused(req, res, requestId);
    return parts.pages(req, res);
  }

  async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on("error", (error) => log.debug({ err: error }, "socket broke"));
    const incoming = admit(req, parts.trust);
    if (incoming.refusal) return refuseUpgrade(socket, 400);
    if (incoming.path === "/ws" && !draining) return parts.sockets(req, socket, head, incoming);
    if (parts.pageSockets && incoming.path.startsWith("/_next/")) return parts.pageSockets(req, socket, head);
    refuseUpgrade(socket, draining ? 503 : 404);
  }

  return {
    request: (req, res) => void request(req, res),
    upgrade: (req, socket, head) => {
      upgrade(req, socket, head).catch((error) => {
        log.error({ err: error }, "upgrade failed");
        socket.destroy();
      });
    },
    drain: () => {
      draining = true;
    },
  };
}

/** Addresses that answer with data rather than pages. */
const dataPattern = /^(?:\/(?:api|v1|media)(?:\/|$)|\/auth\/|\/_next\/|$)/;

function setAll(res: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}
