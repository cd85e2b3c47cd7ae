import type { MessagePort } from "node:worker_threads";
import type { Pixels } from "@/lib/filters/define";

/** A built-in filter by its slug, with its parameters and how much of it, 0–1. */
export interface FilterUse {
  slug: string;
  params: Record<string, number | string>;
  strength: number;
}

/** Work for a thread. Seeds are 0–2^32−1, sizes in pixels. */
export type PixelTask =
  /** Paints a prompt, then applies `filter`, or the one whose style the prompt names. */
  | {
      kind: "paint";
      prompt: string;
      negativePrompt?: string;
      seed: number;
      width: number;
      height: number;
      filter?: FilterUse;
    }
  /** Applies a filter. `source` is moved into the thread: the caller cannot read it afterwards. */
  | ({ kind: "filter"; source: Pixels; seed: number } & FilterUse);

/** What a thread is handed with its task. */
export interface ThreadTask {
  task: PixelTask;
  /** Two numbers in shared memory, see `cancelled` and `begun`. */
  flags: Int32Array;
  /** Where reports go. */
  port: MessagePort;
  /** Whether anybody looks at unfinished pictures. */
  previews: boolean;
}

/** Place in `flags` that the pool raises to 1 when the work is not wanted any more. */
export const cancelled = 0;
/** Place in `flags` that the thread raises to 1 when it has begun. */
export const begun = 1;

/** What a thread tells while it works; the last report of a finished task is its picture. */
export type Report = { kind: "progress"; done: number } | { kind: "preview" | "finished"; pixels: Pixels };
