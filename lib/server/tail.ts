import type { EventRow } from "@/db/queries/events";
import { clock, secondMs, sleep } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";

export interface TailSource {
  listUnseen(afterId: number, seenIds: number[], limit: number): Promise<EventRow[]>;
  findPosition(before: Date): Promise<{ afterId: number; laterIds: number[] }>;
}

export type Hear = (events: EventRow[]) => void;

/** How long an id may be missing before it is given up: transactions commit out of order. */
const windowMs = 2 * secondMs;
/** How long reading goes on after the last one left, so that one who comes right back misses nothing. */
const lingerMs = 5 * secondMs;
const batchMax = 500;
const lateMax = 200;

/**
 * One reader of the event table for all who watch in this process. Each event is heard once, in order of id, but for
 * those that committed late: they are heard when they appear.
 */
export class Tail {
  private readonly listeners = new Set<Hear>();
  private readonly seen = new Map<number, number>();
  private readonly late: { row: EventRow; newestId: number }[] = [];
  private afterId = 0;
  private newestId = 0;
  private leftAtMs = 0;
  private running: Promise<void> | null = null;
  private reading: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | null = null;
  private readonly ended = new AbortController();

  constructor(
    private readonly source: TailSource,
    private readonly pollMs: number = limits.eventPollMs,
  ) {}

  /** From when this resolves, every event that commits is heard. Returns how to stop listening. */
  async follow(hear: Hear): Promise<() => void> {
    const leave = () => {
      this.listeners.delete(hear);
      this.leftAtMs = clock.now().getTime();
    };
    this.listeners.add(hear);
    this.running ??= this.begin();
    try {
      await this.running;
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** Events below `id` that were heard only after it: one who resumes at `id` may have missed them. */
  lateBelow(id: number): EventRow[] {
    return this.late.filter(({ row, newestId }) => row.id < id && newestId >= id).map(({ row }) => row);
  }

  end(): void {
    this.ended.abort();
    this.listeners.clear();
  }

  /**
   * Reads now: when this resolves, all that had committed when it was called was heard. Readings never overlap,
   * and those who ask while one waits share it.
   */
  poll(): Promise<void> {
    if (this.waiting) return this.waiting;
    const waiting = this.reading.then(() => {
      this.waiting = null;
      return this.read();
    });
    this.waiting = waiting;
    this.reading = waiting.catch(() => undefined);
    return waiting;
  }

  private async read(): Promise<void> {
    let rows: EventRow[];
    do {
      rows = await this.source.listUnseen(this.afterId, [...this.seen.keys()], batchMax);
      const now = clock.now().getTime();
      for (const row of rows) {
        this.seen.set(row.id, now);
        if (row.id < this.newestId) this.late.push({ row, newestId: this.newestId });
        this.newestId = Math.max(this.newestId, row.id);
      }
      this.late.splice(0, Math.max(0, this.late.length - lateMax));
      this.settle(now - windowMs);
      if (rows.length > 0) for (const hear of this.listeners) hear(rows);
    } while (rows.length === batchMax);
  }

  private async begin(): Promise<void> {
    const windowStart = new Date(clock.now().getTime() - windowMs);
    const { afterId, laterIds } = await this.source.findPosition(windowStart).catch((error) => {
      this.running = null;
      throw error;
    });
    this.afterId = afterId;
    this.newestId = Math.max(afterId, ...laterIds);
    this.seen.clear();
    const now = clock.now().getTime();
    for (const id of laterIds) this.seen.set(id, now);
    this.leftAtMs = now;
    void this.loop();
  }

  private async loop(): Promise<void> {
    while (!this.ended.signal.aborted) {
      const abandoned = this.listeners.size === 0 && clock.now().getTime() - this.leftAtMs > lingerMs;
      if (abandoned) break;
      try {
        await this.poll();
        await sleep(this.pollMs, this.ended.signal);
      } catch (error) {
        log.warn({ err: error }, "events could not be read; trying again");
        await sleep(secondMs, this.ended.signal);
      }
    }
    this.running = null;
  }

  /** Ids first seen before `beforeMs` are settled, and with them all below. */
  private settle(beforeMs: number): void {
    for (const [id, seenMs] of this.seen) {
      if (seenMs <= beforeMs) this.afterId = Math.max(this.afterId, id);
    }
    for (const id of this.seen.keys()) if (id <= this.afterId) this.seen.delete(id);
  }
}
