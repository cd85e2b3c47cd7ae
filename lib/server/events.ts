import type { IncomingMessage, ServerResponse } from "node:http";
import { type EventRow, findFirstEventId, findLastEventId, listEventsFor } from "@/db/queries/events";
import { findSetting } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import { varies } from "@/lib/http/answer";
import { log } from "@/lib/log";
import type { Viewer } from "@/lib/viewer";
import type { Doors } from "./doors";
import type { Incoming } from "./incoming";
import type { Pace } from "./pace";
import { isFor, readTopics, type StreamEvent, standing, type Topic, toStreamEvent } from "./stream-events";
import type { Tail } from "./tail";
import { recheck, type Watchers } from "./watchers";
import { webHeaders } from "./web-headers";

/** A client that reads slower than this piles up is cut; it comes back and gets a snapshot. */
const waitingMaxBytes = 512 * 1024;
const replayMax = 1000;

export interface Streams {
  serve(req: IncomingMessage, res: ServerResponse, incoming: Incoming): Promise<void>;
  /** Ends all. */
  close(): void;
}

/** `GET /api/events`: what happens, told to those it is for (server-sent events, WHATWG HTML section 9.2). */
export function createStreams(doors: Doors, tail: Tail, watchers: Watchers, pace: Pace): Streams {
  const open = new Set<Stream>();
  let closed = false;

  async function serve(req: IncomingMessage, res: ServerResponse, incoming: Incoming): Promise<void> {
    if (req.method !== "GET") {
      res.setHeader("Allow", "GET");
      throw new AppError("method_not_allowed", { detail: "Allowed: GET" });
    }
    if (closed) throw new AppError("unavailable", { retryAfterMs: 1000 });
    const headers = webHeaders(req);
    const viewer = await doors.findViewer(headers, "read");
    const leave = watchers.enter(viewer, incoming.address);
    res.once("close", leave);
    if (res.destroyed) return leave();
    const stream = new Stream(res, viewer, readTopics(incoming.query, viewer));
    // Listening comes first, then what was before: so nothing falls between.
    const unfollow = await tail.follow((rows) => stream.hear(rows));
    const beat = setInterval(() => stream.write(": beat\n\n"), pace.heartbeatMs);
    const stopChecking = hasName(headers)
      ? recheck(
          viewer,
          () => doors.findViewer(headers, "read"),
          () => stream.end(),
          pace.recheckMs,
        )
      : () => undefined;
    const stop = () => {
      unfollow();
      clearInterval(beat);
      stopChecking();
      open.delete(stream);
    };
    res.once("close", stop);
    if (res.destroyed) return stop();
    open.add(stream);
    try {
      await stream.begin(tail, readResume(headers, incoming.query));
    } catch (error) {
      stop();
      throw error;
    }
  }

  return {
    serve,
    close() {
      closed = true;
      for (const stream of open) stream.end();
    },
  };
}

/** One client's stream: holds back what it hears until it has told what was before. */
class Stream {
  private held: EventRow[] | null = [];
  private readonly replayed = new Set<number>();
  private newestId = 0;
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly res: ServerResponse,
    private readonly viewer: Viewer,
    private readonly subscribed: ReadonlySet<Topic>,
  ) {}

  hear(rows: EventRow[]): void {
    if (this.held) this.held.push(...rows);
    else this.tell(rows.filter((row) => !this.replayed.delete(row.id)));
  }

  /** Tells what came after `resumeId` where that is still kept, else how things stand. */
  async begin(tail: Tail, resumeId: number | null): Promise<void> {
    await tail.poll();
    // What was heard until here is part of what is read from here on.
    this.held = [];
    const missed = resumeId === null ? null : await listMissed(this.viewer, resumeId);
    const lastId = missed ? null : await findLastEventId();
    const generations = missed ? [] : await standing(this.viewer);
    this.res.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "private, no-cache, no-transform",
      "X-Accel-Buffering": "no",
      Vary: varies,
    });
    this.write("retry: 2000\n\n");
    if (missed && resumeId !== null) {
      this.newestId = resumeId;
      for (const row of missed) this.replayed.add(row.id);
      this.tell([...tail.lateBelow(resumeId), ...missed]);
    } else {
      this.newestId = lastId ?? 0;
      this.send({ event: "snapshot", body: { generations } });
    }
    const held = this.held;
    this.held = null;
    this.hear(held);
  }

  end(): void {
    this.res.end();
  }

  write(text: string): void {
    if (this.res.writableEnded || this.res.destroyed || !this.res.headersSent) return;
    this.res.write(text);
    if (this.res.writableLength > waitingMaxBytes) this.res.destroy();
  }

  /** One batch after the other, in the order in which they were heard. */
  private tell(rows: EventRow[]): void {
    this.telling = this.telling
      .then(() => this.tellNow(rows))
      .catch((error) => {
        // A hint that is lost costs time only, but the client must not wait for more on a stream that misses some.
        log.warn({ err: error }, "a stream ends: what its viewer may hear is not known");
        this.end();
      });
  }

  private async tellNow(rows: EventRow[]): Promise<void> {
    const heard = (await this.hearsGallery(rows)) ? rows : rows.filter((row) => !isOfGallery(row));
    let queueTold = false;
    for (const row of heard) {
      const event = toStreamEvent(row, this.viewer, this.subscribed);
      if (!event || (event.event === "queue" && queueTold)) continue;
      queueTold ||= event.event === "queue";
      this.newestId = Math.max(this.newestId, row.id);
      this.send(event);
    }
  }

  /** Whether the gallery is open to the viewer; asked only where there is something to hear of it. */
  private async hearsGallery(rows: EventRow[]): Promise<boolean> {
    if (!this.subscribed.has("gallery") || !rows.some(isOfGallery)) return true;
    if (this.viewer.kind === "user" && this.viewer.role !== "user") return true;
    return (await findSetting("gallery_visible_to")) === "everyone";
  }

  /** The number to resume from never goes back, though events that committed late have lower ones. */
  private send({ event, body }: StreamEvent): void {
    this.write(`id: ${this.newestId}\nevent: ${event}\ndata: ${JSON.stringify(body)}\n\n`);
  }
}

function isOfGallery(row: EventRow): boolean {
  return row.name.startsWith("gallery.");
}

/** What this viewer may hear after `id`; null when it is too long ago, too much, or an id of another past. */
async function listMissed(viewer: Viewer, id: number): Promise<EventRow[] | null> {
  const [first, last] = await Promise.all([findFirstEventId(), findLastEventId()]);
  if (first === null || id < first - 1 || id > last) return null;
  const rows = await listEventsFor(viewer, id, replayMax);
  return rows.length < replayMax ? rows.filter((row) => isFor(row, viewer) || isEveryones(row)) : null;
}

function isEveryones(row: EventRow): boolean {
  return row.userId === null && row.guestId === null;
}

function readResume(headers: Headers, query: URLSearchParams): number | null {
  const text = headers.get("last-event-id") ?? query.get("lastEventId") ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Whether the request says who it is from; a visitor without a name stays one. */
function hasName(headers: Headers): boolean {
  return headers.has("authorization") || headers.has("cookie");
}
