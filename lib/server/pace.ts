import { limits } from "@/lib/limits";

/** How often things that stay open are looked after, in milliseconds. */
export interface Pace {
  /** How often a quiet connection is told that it is alive. */
  heartbeatMs: number;
  /** How often it is asked whether a stream's viewer is still who they were. */
  recheckMs: number;
}

export const usualPace: Pace = { heartbeatMs: limits.streamHeartbeatMs, recheckMs: 4000 };
