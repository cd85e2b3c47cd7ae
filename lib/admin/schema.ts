import { z } from "zod";

/**
 * How an administrator left the house: whether the list of rooms is `collapsed` or `expanded`, and where they were,
 * as `room` or `room/tab`. Other clients may keep words of their own; what no page knows leads to the overview.
 */
export const navigationInput = z.object({
  state: z.string().trim().min(1).max(40),
  active_tab: z.string().trim().min(1).max(100),
});
export type NavigationInput = z.infer<typeof navigationInput>;

const counts = z.object({ total: z.int(), last_24h: z.int(), last_7d: z.int() });
const byStatus = z.object({ queued: counts, running: counts, succeeded: counts, failed: counts, cancelled: counts });
const seconds = z.number().nullable();

/** Numbers that take long to count in a large house, with the moment at which they were right. */
export const figuresSchema = z.object({
  counted_at: z.string(),
  users: counts,
  images: z.object({ uploaded: counts, generated: counts, styled: counts }),
  /** Of all files that are kept, with those that are derived. */
  bytes: counts,
  /** Ended ones by when they ended, open ones by when they were asked for. */
  generations: byStatus.extend({
    /** `id` is null for backends that were removed. */
    backends: z.array(
      byStatus.extend({
        id: z.int().nullable(),
        name: z.string().nullable(),
        kind: z.string().nullable(),
        /** Of the newest 1,000 that were made in the last 7 days. */
        median_seconds: seconds,
        p95_seconds: seconds,
      }),
    ),
  }),
});
export type FiguresDto = z.infer<typeof figuresSchema>;
export type CountsDto = z.infer<typeof counts>;

export const statsSchema = figuresSchema.extend({
  queue: z.object({ depth: z.int(), running: z.int(), oldest_seconds: z.int() }),
});
export type StatsDto = z.infer<typeof statsSchema>;

/** What was counted of one day. */
export interface DayDto {
  /** `2026-11-25`, in UTC. */
  day: string;
  users: number;
  images: { uploaded: number; generated: number; styled: number };
  generations: { succeeded: number; failed: number; cancelled: number };
  /** At the end of the day; null when nobody counted. */
  bytes: number | null;
  /** Seconds of those made that day, by backend. */
  seconds: Record<number, { median: number; p95: number }>;
}

/** What somebody should look at. */
export interface AttentionDto {
  failedJobs: number;
  failedMails: number;
  openReports: number;
  /** Minutes that the oldest job waits while nothing runs and nothing is paused; 0 while all is well. */
  stalledMinutes: number;
  /** Pools that are paused, by their names in the queue. */
  paused: string[];
  offBackends: string[];
  /** Backends that could not be used when they were last asked. */
  failingBackends: { name: string; code: string }[];
}

export interface OverviewDto {
  stats: StatsDto;
  /** The last 30 days, today last. */
  days: DayDto[];
  attention: AttentionDto;
  /** Null when the storage does not answer. */
  freeBytes: number | null;
}
