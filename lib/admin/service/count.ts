import {
  type Counts,
  countGenerations,
  countImages,
  countUsers,
  countWithin,
  type DailyValue,
  findStatCount,
  listBackendNames,
  listDurationsMs,
  saveDailyStats,
  saveStatCount,
  sumBytes,
} from "@/db/queries/stats";
import { clock, dayMs, dayOf, fromNow, minuteMs } from "@/lib/clock";
import { type CountsDto, type FiguresDto, figuresSchema } from "../schema";

/** What is counted in this time is counted for each who looks. */
const quickMs = 100;
/** What takes longer is good for so many times what it took: a moment when the machine was busy does not last. */
const keptTimes = 100;
/** When the worker has not counted for so long, whoever looks does. */
const staleMs = 20 * minuteMs;
const durationsMax = 1000;

const statuses = ["queued", "running", "succeeded", "failed", "cancelled"] as const;

/** The figures as they are, or, in a large house, as they were when somebody last counted. */
export async function readFigures(): Promise<FiguresDto> {
  const kept = await findStatCount();
  const ageMs = kept ? clock.now().getTime() - kept.countedAt.getTime() : 0;
  if (kept && kept.tookMs > quickMs && ageMs < Math.min(staleMs, kept.tookMs * keptTimes)) {
    const figures = figuresSchema.safeParse(kept.figures);
    if (figures.success) return figures.data;
  }
  return countNow();
}

/** Counts everything, and today, and writes both down. */
export async function countNow(): Promise<FiguresDto> {
  const startedAt = performance.now();
  const figures = await count();
  const today = dayOf(clock.now());
  await countDay(today);
  await saveDailyStats(today, [{ measure: "bytes", label: "", value: figures.bytes.total }]);
  await saveStatCount(Math.round(performance.now() - startedAt), figures);
  return figures;
}

/** Counts what happened on a day (UTC), and writes it down. */
export async function countDay(day: string): Promise<void> {
  const from = new Date(`${day}T00:00:00Z`);
  const until = new Date(from.getTime() + dayMs);
  const [counts, backends] = await Promise.all([countWithin(from, until), listBackendNames()]);
  const times = await Promise.all(backends.map(({ id }) => timesOf(id, from, until)));
  const measured = backends.flatMap(({ id }, index): Omit<DailyValue, "day">[] => {
    const time = times[index];
    if (!time) return [];
    const label = String(id);
    return [
      { measure: "median_ms", label, value: time.medianMs },
      { measure: "p95_ms", label, value: time.p95Ms },
    ];
  });
  await saveDailyStats(day, [...counts, ...measured]);
}

async function count(): Promise<FiguresDto> {
  const now = clock.now();
  const since = { day: fromNow(-dayMs), week: fromNow(-7 * dayMs) };
  const [users, images, bytes, generations, backends] = await Promise.all([
    countUsers(since),
    countImages(since),
    sumBytes(since),
    countGenerations(since),
    listBackendNames(),
  ]);
  const ofKind = (kind: string) => countsDto(images.filter((row) => row.kind === kind));
  const byStatus = (rows: typeof generations) => {
    const of = (status: string) => countsDto(rows.filter((row) => row.status === status));
    const [queued, running, succeeded, failed, cancelled] = statuses.map(of);
    return { queued, running, succeeded, failed, cancelled };
  };
  const known = backends.map(async ({ id, name, kind }) => {
    const time = await timesOf(id, since.week, now);
    const seconds = { median_seconds: secondsOf(time?.medianMs), p95_seconds: secondsOf(time?.p95Ms) };
    return { id, name, kind, ...byStatus(generations.filter(({ backendId }) => backendId === id)), ...seconds };
  });
  const removed = generations.filter(({ backendId }) => !backends.some(({ id }) => id === backendId));
  const gone = { id: null, name: null, kind: null, median_seconds: null, p95_seconds: null };
  return {
    counted_at: now.toISOString(),
    users: countsDto([users]),
    images: { uploaded: ofKind("uploaded"), generated: ofKind("generated"), styled: ofKind("styled") },
    bytes: countsDto([bytes]),
    generations: {
      ...byStatus(generations),
      backends: [...(await Promise.all(known)), ...(removed.length > 0 ? [{ ...gone, ...byStatus(removed) }] : [])],
    },
  };
}

/** Median and 95th percentile of what a backend's newest pictures took, in milliseconds; null where it made none. */
async function timesOf(backendId: number, from: Date, until: Date) {
  const sorted = (await listDurationsMs(backendId, from, until, durationsMax)).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  return { medianMs: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95) };
}

/** Between the two nearest ranks (R-7 of Hyndman and Fan, 1996, as spreadsheets do), whole milliseconds. */
function quantile(sorted: number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return Math.max(0, Math.round(low + (high - low) * (place - Math.floor(place))));
}

function secondsOf(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}

function countsDto(rows: Counts[]): CountsDto {
  const sum = (pick: (counts: Counts) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    total: sum((row) => row.total),
    last_24h: sum((row) => row.lastDay),
    last_7d: sum((row) => row.lastWeek),
  };
}
