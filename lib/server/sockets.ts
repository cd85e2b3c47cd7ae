import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { EventRow } from "@/db/queries/events";
import { countActiveGenerations } from "@/db/queries/live";
import { findPublicUrl } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import { newUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import type { Viewer } from "@/lib/viewer";
import { type ComfyMessage, comfyMessages, resumeMessages, statusMessage } from "./comfy-messages";
import type { Doors } from "./doors";
import type { Incoming } from "./incoming";
import type { Pace } from "./pace";
import { refuseUpgrade } from "./refuse-upgrade";
import { isFor, readGeneration, standing } from "./stream-events";
import type { Tail } from "./tail";
import { recheck, type Watchers } from "./watchers";
import { webHeaders } from "./web-headers";

const waitingMaxBytes = 512 * 1024;
const messageMaxBytes = 16 * 1024;
const closingMs = 500;

export interface Sockets {
  serve(req: IncomingMessage, socket: Duplex, head: Buffer, incoming: Incoming): Promise<void>;
  /** Says good-bye to all; those that do not answer are cut. */
  close(): void;
}

/** `/ws`: the messages of ComfyUI's WebSocket, for the viewer's own generations on whatever backend. */
export function createSockets(doors: Doors, tail: Tail, watchers: Watchers, pace: Pace): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: messageMaxBytes, perMessageDeflate: false });

  async function serve(req: IncomingMessage, socket: Duplex, head: Buffer, incoming: Incoming): Promise<void> {
    if (req.method !== "GET") return refuseUpgrade(socket, 400);
    if (!(await isOwnOrigin(req))) return refuseUpgrade(socket, 403);
    const headers = webHeaders(req);
    const token = incoming.query.get("token");
    const find = () => (token === null ? doors.findViewer(headers, "read") : doors.findTicketViewer(token));
    let viewer: Viewer;
    let leave: () => void;
    try {
      viewer = await find();
      leave = watchers.enter(viewer, incoming.address);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refuseUpgrade(socket, error.status === 429 ? 429 : 401);
    }
    socket.once("close", leave);
    if (socket.destroyed) return leave();
    server.handleUpgrade(req, socket, head, (client) => {
      talk(client, viewer, readClientId(incoming.query)).catch((error) => {
        log.error({ err: error }, "socket failed");
        client.close(1011);
      });
      // A ticket ends soon after it was used; what it opened lives on.
      if (token === null)
        whileOpen(
          client,
          recheck(viewer, find, () => client.close(4401, "Please sign in again."), pace.recheckMs),
        );
    });
  }

  async function talk(client: WebSocket, viewer: Viewer, sid: string): Promise<void> {
    client.on("error", (error) => log.debug({ err: error }, "socket broke"));
    client.on("message", (data, isBinary) => {
      if (!isBinary && isFeatureFlags(data.toString())) send(client, featureFlags);
    });
    keepAlive(client, pace.heartbeatMs);
    let turn: Promise<void> = begin(client, viewer, sid);
    if (viewer.kind === "nobody") return turn;
    const maker = viewer;
    const started = new Set<string>();
    const hear = (rows: EventRow[]) => {
      for (const row of rows) {
        const event = isFor(row, maker) ? readGeneration(row) : null;
        if (!event) continue;
        turn = turn
          .then(async () => {
            for (const message of await comfyMessages(maker, event, started, () => countActiveGenerations(maker))) {
              send(client, message);
            }
          })
          .catch((error) => {
            log.error({ err: error }, "socket could not be told");
            client.close(1011);
          });
      }
    };
    whileOpen(client, await tail.follow(hear));
    await turn;
  }

  return {
    serve,
    close() {
      for (const client of server.clients) client.close(1001, "The server restarts.");
      setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, closingMs).unref();
    },
  };
}

async function begin(client: WebSocket, viewer: Viewer, sid: string): Promise<void> {
  const active = await standing(viewer);
  send(client, statusMessage(active.length, sid));
  for (const event of active) {
    if (event.status === "running") for (const message of resumeMessages(event)) send(client, message);
  }
}

function send(client: WebSocket, message: ComfyMessage): void {
  if (client.readyState !== client.OPEN) return;
  client.send(JSON.stringify(message));
  if (client.bufferedAmount > waitingMaxBytes) client.terminate();
}

/** A client that did not answer the last ping is gone. */
function keepAlive(client: WebSocket, everyMs: number): void {
  let alive = true;
  client.on("pong", () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) return client.terminate();
    alive = false;
    client.ping();
  }, everyMs);
  whileOpen(client, () => clearInterval(timer));
}

function whileOpen(client: WebSocket, stop: () => void): void {
  if (client.readyState === client.CLOSED) stop();
  else client.once("close", stop);
}

/** A browser names the page's origin; only our own pages may connect with its cookies. */
async function isOwnOrigin(req: IncomingMessage): Promise<boolean> {
  const { origin, host } = req.headers;
  if (origin === undefined) return true;
  const own = new URL(await findPublicUrl()).origin;
  return origin === own || origin === `http://${host}` || origin === `https://${host}`;
}

const featureFlags: ComfyMessage = {
  type: "feature_flags",
  data: { supports_preview_metadata: false, max_upload_size: limits.uploadMaxBytes },
};

function isFeatureFlags(text: string): boolean {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === "object" && message !== null && "type" in message && message.type === "feature_flags";
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function readClientId(query: URLSearchParams): string {
  const given = query.get("clientId") ?? "";
  return /^[\w-]{1,100}$/.test(given) ? given : newUuid().replaceAll("-", "");
}
