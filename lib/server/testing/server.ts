import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { AppError } from "@/lib/errors";
import type { Viewer } from "@/lib/viewer";
import { readTrust } from "../address";
import { type Doors, doors as realDoors } from "../doors";
import { closeServer, createHttpServer } from "../http-server";
import { createListener, type ListenerParts } from "../listener";
import { createLive } from "../live";
import { createMedia } from "../media";
import type { Pace } from "../pace";

export interface TestServer {
  port: number;
  /** Users who are signed in: an `Authorization: Bearer test-<name>` proves to be them. */
  signedIn: Map<string, Viewer>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  trustedProxies?: string;
  isHttps?: boolean;
  pages?: ListenerParts["pages"];
  pace?: Pace;
  corsOrigins?: string[];
}

/** For tests: the real listener on a free port, with a stand-in for the framework only. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const signedIn = new Map<string, Viewer>();
  const doors = testDoors(signedIn);
  const live = createLive(doors, options.pace);
  const listener = createListener({
    trust: readTrust(options.trustedProxies ?? ""),
    isHttps: options.isHttps ?? false,
    isDevelopment: false,
    pages: options.pages ?? (async (_req, res) => void res.end("page")),
    media: createMedia(doors),
    events: live.events,
    sockets: live.sockets,
    corsOrigins: async () => options.corsOrigins ?? [],
    pageSockets: null,
  });
  const server = createHttpServer(listener.request);
  server.on("upgrade", listener.upgrade);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The server has no port.");
  return {
    port: bound.port,
    signedIn,
    async close() {
      listener.drain();
      const closed = closeServer(server);
      live.close();
      await closed;
    },
  };
}

/** Guests by the real door; users by a list, so that these tests stand apart from how sign-in works. */
function testDoors(signedIn: Map<string, Viewer>): Doors {
  return {
    findTicketViewer: realDoors.findTicketViewer,
    async findViewer(headers, ...scopes) {
      const name = /^Bearer test-(.+)$/.exec(headers.get("authorization") ?? "")?.[1];
      if (name === undefined) return realDoors.findViewer(headers, ...scopes);
      const viewer = signedIn.get(name);
      if (!viewer) throw new AppError("invalid_token");
      return viewer;
    },
  };
}

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  json(): unknown;
}

export interface Asking {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: Buffer | string;
}

/** For tests: one request on a connection of its own, whose path is sent as it is. */
export async function ask(port: number, path: string, asking: Asking = {}): Promise<Answered> {
  const res = await new Promise<IncomingMessage>((resolve, reject) => {
    const { method = "GET", headers, body } = asking;
    const req = request({ port, host: "127.0.0.1", path, method, headers, agent: false }, resolve);
    req.on("error", reject);
    req.end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of res) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return { status: res.statusCode ?? 0, headers: res.headers, body, json: () => JSON.parse(body.toString()) };
}
