import { MessageChannel } from "node:worker_threads";
import type { Piscina } from "piscina";
import type { Pixels } from "@/lib/filters/define";
import { begun, cancelled, type PixelTask, type Report, type ThreadTask } from "./task";

export interface RunOptions {
  /** Ends the work: within some 30 ms where it is computed, at once while it waits for a thread. */
  signal: AbortSignal;
  /** Told 0–1, rising, at most ten times a second. */
  progress(done: number): void;
  /** Shown the unfinished picture a few times. */
  preview?(pixels: Pixels): void;
}

/** How long a thread may take to notice that its work is not wanted any more, before it is ended by force. */
const graceMs = 2000;

/** One task on its way through a thread: what the thread reports, and how it is ended. */
export class Run {
  private readonly flags = new Int32Array(new SharedArrayBuffer(8));
  private readonly force = new AbortController();
  private grace: NodeJS.Timeout | undefined;
  private failure: unknown;

  constructor(private readonly options: RunOptions) {}

  async in(threads: Piscina, task: PixelTask): Promise<Pixels> {
    const { signal, preview } = this.options;
    const { port1, port2 } = new MessageChannel();
    const finished = new Promise<Pixels>((resolve) => {
      port1.on("message", (report: Report) => {
        if (report.kind === "finished") resolve(report.pixels);
        else this.hear(report);
      });
    });
    const abort = () => this.stop(new AbortError(signal.reason));
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    try {
      const message: ThreadTask = {
        task: movable(task),
        flags: this.flags,
        port: port2,
        previews: preview !== undefined,
      };
      await threads.run(message, { signal: this.force.signal, transferList: [port2, ...buffersOf(message.task)] });
      const pixels = await finished;
      if (this.failure) throw this.failure;
      return pixels;
    } catch (error) {
      throw this.failure ?? error;
    } finally {
      clearTimeout(this.grace);
      signal.removeEventListener("abort", abort);
      port1.close();
    }
  }

  private hear(report: Exclude<Report, { kind: "finished" }>): void {
    if (this.failure) return;
    try {
      if (report.kind === "progress") this.options.progress(report.done);
      else this.options.preview?.(report.pixels);
    } catch (error) {
      this.stop(error);
    }
  }

  private stop(why: unknown): void {
    this.failure ??= why;
    Atomics.store(this.flags, cancelled, 1);
    // Ending a thread by force costs starting another, so one that has begun is asked first.
    if (Atomics.load(this.flags, begun) === 0) this.force.abort();
    else this.grace ??= setTimeout(() => this.force.abort(), graceMs);
  }
}

/** The work was ended because its signal aborted. */
export class AbortError extends Error {
  constructor(reason: unknown) {
    super("The work was ended", { cause: reason });
    this.name = "AbortError";
  }
}

/** A task whose pixels own their memory; a view into something larger must not take the rest along. */
function movable(task: PixelTask): PixelTask {
  if (task.kind !== "filter") return task;
  const { data } = task.source;
  const alone = data.byteLength === data.buffer.byteLength;
  return alone ? task : { ...task, source: { ...task.source, data: data.slice() } };
}

function buffersOf(task: PixelTask): ArrayBuffer[] {
  return task.kind === "filter" ? [task.source.data.buffer] : [];
}
