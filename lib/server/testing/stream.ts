import { type Agent, type IncomingMessage, request } from "node:http";
import { expect } from "vitest";

export interface Told {
  id?: string;
  event?: string;
  body?: unknown;
}

/** For tests: an open event stream and what it told so far; comments are counted apart. */
export class Stream {
  readonly told: Told[] = [];
  comments = 0;
  ended = false;
  private text = "";

  constructor(readonly res: IncomingMessage) {
    res.setEncoding("utf8").on("data", (chunk: string) => {
      this.text += chunk;
      const blocks = this.text.split("\n\n");
      this.text = blocks.pop() ?? "";
      for (const block of blocks) this.read(block);
    });
    res.on("close", () => {
      this.ended = true;
    });
  }

  private read(block: string): void {
    if (block.startsWith(":")) this.comments++;
    const field = (name: string) =>
      block
        .split("\n")
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const [id, event, text] = [field("id"), field("event"), field("data")];
    if (event !== undefined) this.told.push({ id, event, body: JSON.parse(text ?? "null") });
  }

  /** Waits until so much was told, and gives it. */
  async until(n: number): Promise<Told[]> {
    await expect.poll(() => this.told.length, { timeout: 10_000, interval: 10 }).toBeGreaterThanOrEqual(n);
    return this.told;
  }

  async untilEnded(): Promise<void> {
    await expect.poll(() => this.ended, { timeout: 10_000, interval: 10 }).toBe(true);
  }
}

/** For tests: opens an event stream of a server. */
export function openStream(
  port: number,
  headers: Record<string, string> = {},
  query = "",
  agent: Agent | false = false,
): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const path = `/api/events${query}`;
    request({ port, host: "127.0.0.1", path, headers, agent }, (res) => resolve(new Stream(res)))
      .on("error", reject)
      .end();
  });
}
