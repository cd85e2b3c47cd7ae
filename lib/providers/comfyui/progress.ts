import { z } from "zod";
import type { Workflow } from "./workflow";

const stateSchema = z.record(z.string(), z.object({ value: z.number(), max: z.number(), state: z.string() }));
const stepSchema = z.object({ value: z.number(), max: z.number(), node: z.string().nullable().default(null) });

/** A sampler works as long as this many other nodes. */
const samplerWeight = 12;

/**
 * How much of a graph is done, 0–1, from what the server tells: the nodes that are finished and the part of those
 * that run, each by its weight. Servers that do not tell of all nodes tell of the running one.
 */
export class Progress {
  private readonly done = new Map<string, number>();
  private readonly total: number;
  private current: string | null = null;
  private highest = 0;

  constructor(private readonly workflow: Workflow) {
    this.total = Object.keys(workflow).reduce((sum, id) => sum + this.weightOf(id), 0);
  }

  /** Takes a message in. Returns the progress, never less than before. */
  hear(type: string, data: Record<string, unknown>): number {
    if (type === "execution_cached" && Array.isArray(data.nodes)) for (const id of data.nodes) this.set(String(id), 1);
    if (type === "progress_state") this.hearState(data.nodes);
    if (type === "progress") this.hearStep(data);
    if (type === "executing" && typeof data.node === "string") this.begin(data.node);
    if (type === "executed" && typeof data.node === "string") this.set(data.node, 1);
    let sum = 0;
    for (const [id, part] of this.done) sum += part * this.weightOf(id);
    this.highest = Math.max(this.highest, Math.min(1, sum / this.total));
    return this.highest;
  }

  private hearState(nodes: unknown): void {
    const parsed = stateSchema.safeParse(nodes);
    if (!parsed.success) return;
    for (const [id, { value, max, state }] of Object.entries(parsed.data)) {
      this.set(id, state === "finished" ? 1 : part(value, max));
    }
  }

  private hearStep(data: Record<string, unknown>): void {
    const parsed = stepSchema.safeParse(data);
    const node = parsed.data?.node ?? this.current;
    if (parsed.success && node !== null) this.set(node, part(parsed.data.value, parsed.data.max));
  }

  /** Nodes run one after the other: when one begins, the one before has ended. */
  private begin(node: string): void {
    if (this.current !== null && this.current !== node) this.set(this.current, 1);
    this.current = node;
  }

  /** Nodes that a graph makes of itself while it runs are not counted. */
  private set(id: string, done: number): void {
    if (Object.hasOwn(this.workflow, id)) this.done.set(id, Math.max(done, this.done.get(id) ?? 0));
  }

  private weightOf(id: string): number {
    return /sampler/i.test(this.workflow[id].class_type) ? samplerWeight : 1;
  }
}

function part(value: number, max: number): number {
  return max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
}
