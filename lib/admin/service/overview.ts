import {
  countFailedJobs,
  countFailedMails,
  countOpenReports,
  findLastFailure,
  listPauses,
  measureJobs,
} from "@/db/queries/attention";
import { type DailyValue, listBackendNames, listDailyStats } from "@/db/queries/stats";
import { clock, dayMs, dayOf, fromNow, minuteMs, secondMs } from "@/lib/clock";
import { storage } from "@/lib/storage";
import type { Viewer } from "@/lib/viewer";
import { requireAdministrator } from "../policy";
import type { AttentionDto, DayDto, OverviewDto, StatsDto } from "../schema";
import { readFigures } from "./count";

/** How many days the overview looks back, today among them. */
const daysShown = 30;
/** A job that waits for so long while nothing runs is not waiting for its turn. */
const stalledMs = 2 * minuteMs;
/** Failures that come of a backend, rather than of what was asked of it. */
const backendFaults = ["unreachable", "auth", "model_missing", "quota"];

/** How much there is, how much came lately, and how long pictures take. @throws AppError `not_found` */
export async function getStats(viewer: Viewer): Promise<StatsDto> {
  requireAdministrator(viewer);
  const [figures, { waiting, running, oldest }] = await Promise.all([readFigures(), measureJobs()]);
  return { ...figures, queue: { depth: waiting, running, oldest_seconds: Math.floor(ageMs(oldest) / secondMs) } };
}

/** The same, with the last 30 days and what somebody should look at. @throws AppError `not_found` */
export async function getOverview(viewer: Viewer): Promise<OverviewDto> {
  const stats = await getStats(viewer);
  const firstDay = dayOf(fromNow(-(daysShown - 1) * dayMs));
  const [values, attention, files] = await Promise.all([
    listDailyStats(firstDay),
    findAttention(stats),
    storage().check(),
  ]);
  return { stats, days: daysOf(values, firstDay), attention, freeBytes: files.ok ? files.freeBytes : null };
}

async function findAttention({ queue }: StatsDto): Promise<AttentionDto> {
  const [failedJobs, failedMails, openReports, pauses, backends] = await Promise.all([
    countFailedJobs(),
    countFailedMails(),
    countOpenReports(),
    listPauses(),
    listBackendNames(),
  ]);
  const on = backends.filter(({ enabled }) => enabled);
  const failures = await Promise.all(on.map(({ id }) => findLastFailure(id)));
  const waitsMs = queue.oldest_seconds * secondMs;
  const isStalled = queue.running === 0 && pauses.length === 0 && waitsMs > stalledMs;
  return {
    failedJobs,
    failedMails,
    openReports,
    stalledMinutes: isStalled ? Math.floor(waitsMs / minuteMs) : 0,
    paused: pauses.map(({ pool }) => pool),
    offBackends: backends.filter(({ enabled }) => !enabled).map(({ name }) => name),
    failingBackends: on.flatMap(({ name }, index) => {
      const code = failures[index];
      return code && backendFaults.includes(code) ? [{ name, code }] : [];
    }),
  };
}

/** One entry for each day, those of which nothing is known too. */
function daysOf(values: DailyValue[], firstDay: string): DayDto[] {
  const first = Date.parse(firstDay);
  return Array.from({ length: daysShown }, (_, index) => {
    const day = dayOf(new Date(first + index * dayMs));
    const own = values.filter((value) => value.day === day);
    const sum = (measure: string, prefix: string) =>
      own
        .filter(({ measure: known, label }) => known === measure && label.startsWith(prefix))
        .reduce((total, { value }) => total + value, 0);
    return {
      day,
      users: sum("users", ""),
      images: {
        uploaded: sum("images", "uploaded"),
        generated: sum("images", "generated"),
        styled: sum("images", "styled"),
      },
      generations: {
        succeeded: sum("generations", "succeeded:"),
        failed: sum("generations", "failed:"),
        cancelled: sum("generations", "cancelled:"),
      },
      bytes: own.find(({ measure }) => measure === "bytes")?.value ?? null,
      seconds: secondsOf(own),
    };
  });
}

function secondsOf(own: DailyValue[]): DayDto["seconds"] {
  const p95 = new Map(own.filter(({ measure }) => measure === "p95_ms").map(({ label, value }) => [label, value]));
  const medians = own.filter(({ measure }) => measure === "median_ms");
  return Object.fromEntries(
    medians.map(({ label, value }) => [label, { median: value / secondMs, p95: (p95.get(label) ?? value) / secondMs }]),
  );
}

function ageMs(since: Date | null): number {
  return since === null ? 0 : Math.max(0, clock.now().getTime() - since.getTime());
}
