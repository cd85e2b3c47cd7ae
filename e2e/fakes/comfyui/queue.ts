import { type Graph, hash, type NodeClass, NodeFailure, type NodeWork, type StoredFile } from "./nodes";
import { linkOf, upstream } from "./validate";

/** As `/queue` shows it: number, id, graph, extra data, outputs to make. */
export type QueueEntry = [number, string, Graph, Record<string, unknown>, string[]];

interface HistoryEntry {
  prompt: QueueEntry;
  outputs: Record<string, { images: StoredFile[] }>;
  status: { status_str: "success" | "error"; completed: boolean; messages: [string, Record<string, unknown>][] };
  meta: Record<string, unknown>;
}

/** What is told of a job, to the one socket of its client. */
export interface Teller {
  send(clientId: string, type: string, data: Record<string, unknown>): void;
  preview(clientId: string, node: Record<string, unknown>, bytes: Buffer): void;
  /** To all sockets. */
  status(): void;
}

export interface QueueHost {
  classes(): Record<string, NodeClass>;
  load(name: string): Buffer;
  save: NodeWork["save"];
  /** Milliseconds that a sampler's step takes. */
  stepMs(): number;
  /** Milliseconds between the word of success and the history's entry. */
  historyLagMs(): number;
  previews(): boolean;
  /** Whether it works without a word, as while a model is loaded. */
  isSilent(): boolean;
  /** Resolves when a step may be done. */
  gate(value: number): Promise<void>;
}

class Interrupted extends Error {}

/** One job at a time, the rest in a heap; both and the history are gone with the process, as in the real one. */
export class Queue {
  readonly pending: QueueEntry[] = [];
  running: QueueEntry | null = null;
  readonly history = new Map<string, HistoryEntry>();
  private cache = new Map<string, { values: unknown[]; images?: StoredFile[] }>();
  private interrupted = false;
  private dead = false;

  constructor(
    private readonly host: QueueHost,
    private readonly teller: Teller,
  ) {}

  put(entry: QueueEntry): void {
    heapPush(this.pending, entry);
    this.teller.status();
    if (!this.running) setImmediate(() => void this.work());
  }

  /** Takes a waiting job out of line: no message says so and no history tells of it. */
  delete(promptId: string): void {
    const at = this.pending.findIndex((entry) => entry[1] === promptId);
    if (at < 0) return;
    const rest = this.pending.filter((_, index) => index !== at);
    this.pending.length = 0;
    for (const entry of rest) heapPush(this.pending, entry);
    this.teller.status();
  }

  interrupt(promptId: string | undefined): void {
    if (promptId === undefined || this.running?.[1] === promptId) this.interrupted = true;
  }

  get remaining(): number {
    return this.pending.length + (this.running ? 1 : 0);
  }

  /** The process ends: nothing more is told or kept. */
  kill(): void {
    this.dead = true;
    this.interrupted = true;
  }

  private async work(): Promise<void> {
    if (this.running || this.dead) return;
    const entry = heapPop(this.pending);
    if (!entry) return;
    this.running = entry;
    this.interrupted = false;
    this.teller.status();
    await this.execute(entry).catch((error: unknown) => {
      if (!this.dead) throw error;
    });
    if (!this.dead) setImmediate(() => void this.work());
  }

  private async execute(entry: QueueEntry): Promise<void> {
    const [, promptId, graph, extra, outputs] = entry;
    const clientId = String(extra.client_id ?? "");
    const messages: HistoryEntry["status"]["messages"] = [];
    const say = (type: string, data: Record<string, unknown>, isKept = false) => {
      if (this.dead) throw new Interrupted();
      if (isKept) messages.push([type, data]);
      this.teller.send(clientId, type, data);
    };
    const stamped = (more: Record<string, unknown> = {}) => ({ prompt_id: promptId, ...more, timestamp: Date.now() });

    say("execution_start", stamped(), true);
    const order = [...new Set(outputs.flatMap((output) => upstream(graph, output)))];
    const signatures = this.sign(graph, order);
    const cached = order.filter((id) => this.cache.has(signatures[id]));
    say("execution_cached", stamped({ nodes: cached }), true);

    const made: HistoryEntry["outputs"] = {};
    const executed: string[] = [];
    const states: Record<string, Record<string, unknown>> = {};
    const keptCache: typeof this.cache = new Map();
    let current = order[0];
    try {
      for (const id of order) {
        current = id;
        const known = this.cache.get(signatures[id]);
        const result =
          known ?? (await this.runNode(entry, id, this.inputsOf(graph, id, signatures, keptCache), states, say));
        if (this.interrupted) throw new Interrupted();
        keptCache.set(signatures[id], result);
        executed.push(id);
        if (!result.images) continue;
        made[id] = { images: result.images };
        say("executed", { node: id, display_node: id, output: made[id], prompt_id: promptId });
      }
      this.cache = keptCache;
      say("execution_success", stamped(), true);
    } catch (error) {
      if (this.dead) return;
      this.tellFailure(error, { promptId, id: current, graph, executed }, say);
      for (const id of Object.keys(made)) delete made[id];
    }
    if (this.host.historyLagMs() > 0) await pause(this.host.historyLagMs());
    if (this.dead) return;
    const succeeded = messages.at(-1)?.[0] === "execution_success";
    const status = {
      status_str: succeeded ? ("success" as const) : ("error" as const),
      completed: succeeded,
      messages,
    };
    this.running = null;
    this.history.set(promptId, { prompt: entry, outputs: made, status, meta: metaOf(made) });
    this.teller.status();
    this.teller.send(clientId, "executing", { node: null, prompt_id: promptId });
  }

  private async runNode(
    [, promptId, graph, extra]: QueueEntry,
    id: string,
    inputs: Record<string, unknown>,
    states: Record<string, Record<string, unknown>>,
    say: (type: string, data: Record<string, unknown>) => void,
  ): Promise<{ values: unknown[]; images?: StoredFile[] }> {
    const names = { node_id: id, prompt_id: promptId, display_node_id: id, parent_node_id: null, real_node_id: id };
    const isSilent = () => this.host.isSilent();
    const tell = (value: number, max: number, state: "running" | "finished") => {
      states[id] = { value, max, state, ...names };
      if (!isSilent()) say("progress_state", { prompt_id: promptId, nodes: structuredClone(states) });
    };
    tell(0, 1, "running");
    if (!isSilent()) say("executing", { node: id, display_node: id, prompt_id: promptId });
    const result = await this.host.classes()[graph[id].class_type].run(inputs, {
      graph,
      load: (name) => this.host.load(name),
      save: this.host.save,
      step: async (value, max, preview) => {
        await this.host.gate(value);
        await pause(this.host.stepMs());
        if (this.interrupted) throw new Interrupted();
        tell(value, max, "running");
        if (!isSilent()) say("progress", { value, max, prompt_id: promptId, node: id });
        if (preview && this.host.previews() && !isSilent()) {
          const { real_node_id, parent_node_id, display_node_id, node_id, prompt_id } = names;
          const meta = { node_id, prompt_id, display_node_id, parent_node_id, real_node_id, image_type: "image/jpeg" };
          this.teller.preview(String(extra.client_id ?? ""), meta, preview);
        }
      },
    });
    tell(1, 1, "finished");
    return result;
  }

  private tellFailure(
    error: unknown,
    at: { promptId: string; id: string; graph: Graph; executed: string[] },
    say: (type: string, data: Record<string, unknown>, isKept: boolean) => void,
  ): void {
    const where = {
      prompt_id: at.promptId,
      node_id: at.id,
      node_type: at.graph[at.id].class_type,
      executed: at.executed,
    };
    if (error instanceof Interrupted) {
      say("execution_interrupted", { ...where, timestamp: Date.now() }, true);
      return;
    }
    const [type, words] = error instanceof NodeFailure ? [error.kind, error.message] : ["Exception", String(error)];
    const failure = {
      ...where,
      exception_message: words,
      exception_type: type,
      traceback: [`  File "/srv/comfyui/execution.py", line 496, in execute\n`],
      current_inputs: {},
      current_outputs: at.executed,
      timestamp: Date.now(),
    };
    say("execution_error", failure, true);
  }

  private inputsOf(
    graph: Graph,
    id: string,
    signatures: Record<string, string>,
    results: Map<string, { values: unknown[] }>,
  ): Record<string, unknown> {
    const entries = Object.entries(graph[id].inputs).map(([name, value]) => {
      const link = linkOf(value);
      return [name, link ? results.get(signatures[link[0]])?.values[link[1]] : value];
    });
    return Object.fromEntries(entries);
  }

  /** What a node's result depends on; equal ones are not computed twice. */
  private sign(graph: Graph, order: string[]): Record<string, string> {
    const signed: Record<string, string> = {};
    for (const id of order) {
      const { class_type, inputs } = graph[id];
      const parts = Object.entries(inputs).map(([name, value]) => {
        const link = linkOf(value);
        return [name, link ? [signed[link[0]], link[1]] : value];
      });
      const content = class_type === "LoadImage" ? hash(this.host.load(String(inputs.image))) : "";
      signed[id] = hash(JSON.stringify([class_type, parts.sort(), content]));
    }
    return signed;
  }
}

function metaOf(outputs: Record<string, unknown>): Record<string, unknown> {
  const ids = Object.keys(outputs);
  return Object.fromEntries(
    ids.map((id) => [id, { node_id: id, display_node: id, parent_node: null, real_node_id: id }]),
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function before(a: QueueEntry, b: QueueEntry): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** Python's heapq: `/queue` shows the array as it lies, which is in no order but that the first is next. */
function heapPush(heap: QueueEntry[], entry: QueueEntry): void {
  heap.push(entry);
  for (let at = heap.length - 1; at > 0; ) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at], heap[parent])) return;
    [heap[at], heap[parent]] = [heap[parent], heap[at]];
    at = parent;
  }
}

function heapPop(heap: QueueEntry[]): QueueEntry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return first;
  heap[0] = last;
  for (let at = 0; ; ) {
    const children = [2 * at + 1, 2 * at + 2].filter((child) => child < heap.length);
    const least = children.reduce((best, child) => (before(heap[child], heap[best]) ? child : best), at);
    if (least === at) return first;
    [heap[at], heap[least]] = [heap[least], heap[at]];
    at = least;
  }
}
