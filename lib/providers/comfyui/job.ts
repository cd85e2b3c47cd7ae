import { minuteMs, secondMs, sleep } from "@/lib/clock";
import { log } from "@/lib/log";
import { HandedOver, ProviderError } from "../define";
import { failed, outOfMemory, stopped, tooSlow } from "../failures";
import { Progress } from "./progress";
import { type ComfyFile, type ComfyServer, executedSchema, type HistoryEntry, type Place } from "./server";
import { ComfySocket, type Heard } from "./socket";
import type { Workflow } from "./workflow";

/** How often queue and history are asked, whatever the socket says: a job that is in neither is lost. */
const lookEveryMs = 2 * secondMs;
/** A history is written a little after the word of success. */
const historyEveryMs = 100;
const historyMs = 10 * secondMs;
const cancelMs = 5 * secondMs;
const cancelPollMs = 100;

/** The server knows nothing of a job any more: it was restarted, or someone took the job out of line. */
export class JobLost extends Error {
  constructor(promptId: string) {
    super(`Job ${promptId} is neither in the queue nor in the history.`);
    this.name = "JobLost";
  }
}

export interface JobWatcher {
  signal: AbortSignal;
  /** 0–1, rising. */
  progress(done: number): void;
  /** Its place in the server's line, from 1. */
  waiting(position: number): void;
  /** An encoded picture, to be decoded with care. */
  preview(bytes: Buffer): void;
}

type Ending = { kind: "succeeded" } | { kind: "over" } | { kind: "failed"; error: ProviderError };

/**
 * One job of a server, from the open socket to its files. The socket only hastens: what is true is asked of queue and
 * history, every few seconds and after each reconnection.
 */
export class ComfyJob {
  private readonly socket: ComfySocket;
  private readonly progress: Progress;
  private readonly files: ComfyFile[] = [];
  private ending: Ending | null = null;
  /** Whether every message since the job was put in line was heard. */
  private heardAll = true;
  private shouldLook = false;
  private isRunning = false;
  private readonly beganAt = Date.now();
  private runningAt = 0;
  private signOfLifeAt = Date.now();
  private contactAt = Date.now();
  private lookedAt = Date.now();
  private wake: () => void = () => undefined;

  constructor(
    private readonly server: ComfyServer,
    private promptId: string,
    workflow: Workflow,
    private readonly watcher: JobWatcher,
  ) {
    this.progress = new Progress(workflow);
    this.socket = new ComfySocket(server, promptId, (heard) => this.hear(heard));
  }

  /**
   * Puts the graph in line and waits for what comes of it.
   *
   * @param keep told the job's id where the server chose another than ours
   * @throws JobLost, ProviderError; the signal's reason when the work is handed over
   */
  async submit(graph: Workflow, keep: (promptId: string) => Promise<void>): Promise<ComfyFile> {
    return this.whileOpen(async () => {
      await this.send(graph, keep);
      return this.watch();
    });
  }

  /** Waits for what comes of a job that was put in line before. Throws as `submit`. */
  async attach(): Promise<ComfyFile> {
    this.heardAll = false;
    this.shouldLook = true;
    return this.whileOpen(() => this.watch());
  }

  private async whileOpen(work: () => Promise<ComfyFile>): Promise<ComfyFile> {
    const { signal } = this.watcher;
    const wake = () => this.wake();
    signal.addEventListener("abort", wake);
    try {
      if (!signal.aborted) await this.socket.open();
      return await work();
    } catch (error) {
      if (signal.aborted) throw await this.leave(error);
      if (error instanceof ProviderError && error.reason === "timeout") await this.cancel();
      throw error;
    } finally {
      signal.removeEventListener("abort", wake);
      this.socket.close();
    }
  }

  /** The signal aborted: stops what runs, unless another worker goes on with it. Returns what is to be thrown. */
  private async leave(cause: unknown): Promise<unknown> {
    const reason: unknown = this.watcher.signal.reason;
    if (reason instanceof HandedOver) return reason;
    await this.cancel();
    return stopped(`Job ${this.promptId} was stopped.`, cause);
  }

  private async send(graph: Workflow, keep: (promptId: string) => Promise<void>): Promise<void> {
    const { signal } = this.watcher;
    try {
      const given = await this.server.submit(graph, this.promptId, signal);
      if (given === this.promptId) return;
      this.promptId = given;
      await keep(given);
    } catch (error) {
      signal.throwIfAborted();
      // The answer was lost, perhaps not the job: it is looked for under its id.
      if (!(error instanceof ProviderError) || error.reason !== "unreachable") throw error;
      const isThere = (await this.find()).at !== "nowhere";
      if (!isThere) throw error;
    }
  }

  private async watch(): Promise<ComfyFile> {
    for (;;) {
      this.watcher.signal.throwIfAborted();
      if (this.ending) return this.end(this.ending);
      if (this.shouldLook) await this.look();
      if (this.ending) continue;
      this.requireTime();
      await this.news();
    }
  }

  /** Resolves when something was heard or it is time to look. */
  private async news(): Promise<void> {
    const rest = new AbortController();
    this.wake = () => rest.abort();
    const restMs = Math.max(0, this.lookedAt + lookEveryMs - Date.now());
    if (!this.ending && !this.shouldLook && !this.watcher.signal.aborted) await sleep(restMs, rest.signal);
    this.wake = () => undefined;
    this.shouldLook ||= Date.now() >= this.lookedAt + lookEveryMs;
  }

  private async look(): Promise<void> {
    this.shouldLook = false;
    this.lookedAt = Date.now();
    const { signal } = this.watcher;
    let found: Awaited<ReturnType<typeof this.find>>;
    try {
      found = await this.find();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProviderError) || error.reason !== "unreachable") throw error;
      if (Date.now() - this.contactAt > this.silenceMs) throw error;
      return;
    }
    this.contactAt = Date.now();
    if (this.ending) return;
    if (found.at === "nowhere") throw new JobLost(this.promptId);
    if (found.at === "done") this.ending = endingOf(found.entry);
    if (found.at === "done") this.heardAll = false;
    if (found.at === "running") this.noteRunning();
    if (found.at === "waiting") this.watcher.waiting(found.position);
  }

  /** The queue is asked first: between the two questions a job can only go from there into the history. */
  private async find(): Promise<Place | { at: "done"; entry: HistoryEntry }> {
    const { signal } = this.watcher;
    const place = await this.server.place(this.promptId, signal);
    if (place.at !== "nowhere") return place;
    const entry = await this.server.outcome(this.promptId, signal);
    return entry ? { at: "done", entry } : place;
  }

  private requireTime(): void {
    const now = Date.now();
    const { waitingMinutes, runningMinutes, silenceSeconds } = this.server.config;
    if (!this.isRunning) {
      if (now - this.beganAt < waitingMinutes * minuteMs) return;
      throw tooSlow(`Job ${this.promptId} waited ${waitingMinutes} minutes in the line of ${this.server.host}.`);
    }
    if (now - this.runningAt > runningMinutes * minuteMs) {
      throw tooSlow(`Job ${this.promptId} ran ${runningMinutes} minutes on ${this.server.host}.`);
    }
    // Without a socket there is nothing to hear.
    if (this.socket.isOpen && now - this.signOfLifeAt > this.silenceMs) {
      throw tooSlow(`Job ${this.promptId} gave no sign of life for ${silenceSeconds} s on ${this.server.host}.`);
    }
  }

  private async end(ending: Ending): Promise<ComfyFile> {
    if (ending.kind === "failed") throw ending.error;
    let files = this.files;
    if (ending.kind === "over" || !this.heardAll || files.length === 0) {
      const entry = await this.waitForHistory();
      const kept = endingOf(entry);
      if (kept.kind === "failed") throw kept.error;
      files = Object.values(entry.outputs).flatMap(({ images }) => images);
    }
    const file = files.find(({ type }) => type === "output") ?? files[0];
    if (!file) throw failed(`Job ${this.promptId} ended without a picture.`);
    this.watcher.progress(1);
    return file;
  }

  private async waitForHistory(): Promise<HistoryEntry> {
    const { signal } = this.watcher;
    for (const until = Date.now() + historyMs; ; ) {
      const entry = await this.server.outcome(this.promptId, signal);
      if (entry) return entry;
      if (Date.now() > until) throw new JobLost(this.promptId);
      await sleep(historyEveryMs, signal);
    }
  }

  private hear(heard: Heard): void {
    if (heard.kind === "closed") this.heardAll = false;
    if (heard.kind === "opened") this.shouldLook ||= !this.heardAll;
    if (heard.kind === "preview") this.hearPreview(heard);
    if (heard.kind === "message") this.hearMessage(heard.type, heard.data);
    this.wake();
  }

  private hearPreview({ promptId, bytes }: { promptId: string | null; bytes: Buffer }): void {
    this.signOfLifeAt = Date.now();
    if (promptId === null || promptId === this.promptId) this.watcher.preview(bytes);
  }

  private hearMessage(type: string, data: Record<string, unknown>): void {
    const { prompt_id: promptId = this.promptId } = data;
    if (type === "status" || type === "feature_flags" || promptId !== this.promptId || this.ending) return;
    this.noteRunning();
    this.signOfLifeAt = Date.now();
    if (type === "executed") {
      const parsed = executedSchema.safeParse(data);
      this.files.push(...(parsed.data?.output?.images ?? []));
    }
    if (type === "execution_success") this.ending = { kind: "succeeded" };
    else if (type === "executing" && data.node === null) this.ending = { kind: "over" };
    else this.ending = failureOf(type, data);
    if (!this.ending) this.watcher.progress(this.progress.hear(type, data));
  }

  private noteRunning(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.runningAt = Date.now();
    this.signOfLifeAt = this.runningAt;
  }

  private get silenceMs(): number {
    return this.server.config.silenceSeconds * secondMs;
  }

  /** Stops it at the server and waits a moment until it is gone. What fails here changes nothing for who waits. */
  private async cancel(): Promise<void> {
    try {
      await this.server.cancel(this.promptId);
      for (const until = Date.now() + cancelMs; Date.now() < until; await sleep(cancelPollMs)) {
        if ((await this.server.place(this.promptId)).at === "nowhere") return;
      }
    } catch (error) {
      log.warn({ err: error, host: this.server.host }, "a job could not be stopped at its backend");
    }
  }
}

function endingOf({ status }: HistoryEntry): Ending {
  if (status.status_str === "success") return { kind: "succeeded" };
  const failure = status.messages.flatMap(([type, data]) => failureOf(type, data) ?? []).at(-1);
  return failure ?? { kind: "failed", error: failed(`The server says only "${status.status_str}".`) };
}

/** What a message of failure means; null for other messages. */
function failureOf(type: string, data: Record<string, unknown>): Ending | null {
  const node = `node ${data.node_id} (${data.node_type})`;
  if (type === "execution_interrupted") {
    return { kind: "failed", error: stopped(`It was interrupted at the server, in ${node}.`) };
  }
  if (type !== "execution_error") return null;
  const traceback = Array.isArray(data.traceback) ? data.traceback.join("") : "";
  const detail = `${data.exception_type} in ${node}: ${String(data.exception_message).trim()}\n${traceback}`.trim();
  const isMemory = /OutOfMemory/.test(`${data.exception_type} ${data.exception_message}`);
  return { kind: "failed", error: isMemory ? outOfMemory(detail) : failed(detail) };
}
