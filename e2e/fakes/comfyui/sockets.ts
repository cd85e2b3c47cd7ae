import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Teller } from "./queue";

interface Client {
  socket: WebSocket;
  /** Whether it asked for previews that say whose they are. */
  wantsMetadata: boolean;
}

const previewImage = 1;
const text = 3;
const previewWithMetadata = 4;
const jpeg = 1;

/** The sockets of `/ws`: `status` goes to all, everything else to the one socket of the job's client. */
export class Sockets implements Teller {
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly clients = new Map<string, Client>();

  constructor(
    private readonly remaining: () => number,
    private readonly running: (clientId: string) => string | null,
    private readonly options: { uploadMaxBytes: number; isOld: boolean },
  ) {}

  accept(req: IncomingMessage, socket: Duplex, head: Buffer, clientId: string): void {
    this.server.handleUpgrade(req, socket, head, (opened) => {
      const client: Client = { socket: opened, wantsMetadata: false };
      // A second connection with the same id replaces the first for sending; that one stays open and hears nothing.
      this.clients.set(clientId, client);
      let isFirst = true;
      opened.on("message", (data) => {
        if (isFirst) this.hearFlags(client, data.toString());
        isFirst = false;
      });
      opened.on("close", () => {
        if (this.clients.get(clientId) === client) this.clients.delete(clientId);
      });
      opened.on("error", () => undefined);
      this.tell(client, "status", { ...this.statusData(), sid: clientId });
      const node = this.running(clientId);
      if (node !== null) this.tell(client, "executing", { node });
    });
  }

  send(clientId: string, type: string, data: Record<string, unknown>): void {
    const client = this.clients.get(clientId);
    if (client) this.tell(client, type, data);
  }

  preview(clientId: string, node: Record<string, unknown>, bytes: Buffer): void {
    const client = this.clients.get(clientId);
    if (!client) return;
    // Servers send other kinds of binary messages as well; who does not know one skips it.
    client.socket.send(Buffer.concat([u32(text), u32(4), Buffer.from("node words")]));
    if (!client.wantsMetadata) {
      client.socket.send(Buffer.concat([u32(previewImage), u32(jpeg), bytes]));
      return;
    }
    const metadata = Buffer.from(JSON.stringify(node));
    client.socket.send(Buffer.concat([u32(previewWithMetadata), u32(metadata.length), metadata, bytes]));
  }

  status(): void {
    for (const client of this.clients.values()) this.tell(client, "status", this.statusData());
  }

  /** Cuts every connection without a good-bye. */
  drop(): void {
    for (const socket of this.server.clients) socket.terminate();
  }

  private hearFlags(client: Client, given: string): void {
    // Servers before mid-2025 know no flags.
    if (this.options.isOld) return;
    const message: unknown = JSON.parse(given);
    if (!JSON.stringify(message).includes('"feature_flags"')) return;
    client.wantsMetadata = JSON.stringify(message).includes('"supports_preview_metadata":true');
    const data = { supports_preview_metadata: true, max_upload_size: this.options.uploadMaxBytes };
    this.tell(client, "feature_flags", data);
  }

  private statusData(): Record<string, unknown> {
    return { status: { exec_info: { queue_remaining: this.remaining() } } };
  }

  private tell({ socket }: Client, type: string, data: Record<string, unknown>): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type, data }));
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
