import type { z } from "zod";

/** A kind of work: its name, what it needs to know, and how it is tried. Its handler lives in lib/worker/handlers. */
export interface JobDefinition<S extends z.ZodType> {
  /** `noun.verb` */
  name: string;
  payload: S;
  /** Who does it: `pixels` (threads) or `errands`; a caller may name another pool, such as `backend:3`. */
  pool: string;
  /** 0 people wait for it, 5 upkeep, 9 whenever. */
  priority: number;
  /** How often it is tried before it is given up. */
  attemptsMax: number;
}

export function defineJob<S extends z.ZodType>(job: JobDefinition<S>): JobDefinition<S> {
  return job;
}

/** Milliseconds to wait before try number `attempt + 1`: 1 s, 4 s, 16 s …, at most 10 minutes. */
export function backoffMs(attempt: number): number {
  return Math.min(600_000, 1000 * 4 ** Math.max(0, attempt - 1));
}
