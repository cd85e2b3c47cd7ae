import { database } from "@/db/client";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { deleteDailyStatsBefore, listDailyStats } from "@/db/queries/stats";
import { dayMs, dayOf, fromNow } from "@/lib/clock";
import { countDay, countNow } from "../service/count";

/** Days that are counted after the fact, where nobody counted them. */
const daysBack = 30;
const keptDays = 400;
const batch = 500;

/**
 * Counts everything, so that nobody waits for it, and the days that are over: yesterday always, since today ended
 * after it was last counted, and older ones where they were missed.
 */
export async function keepStats(job: ClaimedJob, signal: AbortSignal): Promise<void> {
  await countNow();
  const known = new Set((await listDailyStats(daysAgo(daysBack))).map(({ day }) => day));
  for (let back = 1; back <= daysBack && !signal.aborted; back++) {
    const day = daysAgo(back);
    if (back === 1 || !known.has(day)) await countDay(day);
  }
  await deleteDailyStatsBefore(daysAgo(keptDays), batch);
  await finishJob(database(), job, "done");
}

function daysAgo(days: number): string {
  return dayOf(fromNow(-days * dayMs));
}
