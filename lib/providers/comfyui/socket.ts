import type { LookupFunction } from "node:net";
import { type ClientOptions, type RawData, WebSocket } from "ws";
import { z } from "zod";
import { secondMs } from "@/lib/clock";
import type { ComfyServer } from "./server";

export type Heard =
  | { kind: "message"; type: string; data: Record<string, unknown> }
  /** `promptId` is null where the server does not say whose it is. */
  | { kind: "preview"; promptId: string | null; bytes: Buffer }
  | { kind: "opened" }
  | { kind: "closed" };

const messageSchema = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()).catch({}).default({}) });
const metadataSchema = z.object({ prompt_id: z.string().nullable().default(null) });
const handshakeMs = 5 * secondMs;
const reconnectMs = 500;
const messageMaxBytes = 32 * 1024 * 1024;

/** Asks for previews that say whose they are; must come first. */
const featureFlags = JSON.stringify({ type: "feature_flags", data: { supports_preview_metadata: true } });

/** The socket of one client, opened again whenever it breaks, until it is closed. What it hears is hints only. */
export class ComfySocket {
  private socket: WebSocket | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly server: ComfyServer,
    private readonly clientId: string,
    private readonly hear: (heard: Heard) => void,
  ) {}

  /** Resolves when the first attempt ended, either way: a proxy may let no sockets through. */
  open(): Promise<boolean> {
    return new Promise((resolve) => this.connect(resolve));
  }

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.socket?.terminate();
  }

  private connect(first?: (isOpen: boolean) => void): void {
    const { url, headers } = this.server.socket(this.clientId);
    const { network } = this.server;
    // Requests over HTTP say what is the matter.
    if (network.objection(url) !== null) {
      first?.(false);
      return;
    }
    const { lookup } = network;
    const limits = { handshakeTimeout: handshakeMs, maxPayload: messageMaxBytes, perMessageDeflate: false };
    const options: ClientOptions & { lookup: LookupFunction } = { headers, lookup, ...limits };
    const socket = new WebSocket(url, options);
    this.socket = socket;
    socket.on("open", () => {
      socket.send(featureFlags);
      first?.(true);
      this.hear({ kind: "opened" });
    });
    socket.on("message", (data, isBinary) => {
      const heard = isBinary ? readPreview(bytesOf(data)) : readMessage(bytesOf(data));
      if (heard && !this.isClosed) this.hear(heard);
    });
    // A failed handshake is followed by `close`, which does what is to be done.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      first?.(false);
      if (this.isClosed) return;
      this.hear({ kind: "closed" });
      this.timer = setTimeout(() => this.connect(), reconnectMs);
    });
  }
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function readMessage(bytes: Buffer): Heard | null {
  const parsed = messageSchema.safeParse(parseJson(bytes));
  return parsed.success ? { kind: "message", ...parsed.data } : null;
}

/** Event 1 is a bare preview, event 4 one that says whose it is; others are passed over. */
function readPreview(bytes: Buffer): Heard | null {
  if (bytes.length < 8) return null;
  const event = bytes.readUInt32BE(0);
  if (event === 1) return { kind: "preview", promptId: null, bytes: bytes.subarray(8) };
  const metadataBytes = bytes.readUInt32BE(4);
  if (event !== 4 || bytes.length < 8 + metadataBytes) return null;
  const metadata = metadataSchema.safeParse(parseJson(bytes.subarray(8, 8 + metadataBytes)));
  if (!metadata.success) return null;
  return { kind: "preview", promptId: metadata.data.prompt_id, bytes: bytes.subarray(8 + metadataBytes) };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
