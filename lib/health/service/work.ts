import { measureWork } from "@/db/queries/health";
import { listProcesses } from "@/db/queries/processes";
import { clock, dayMs, fromNow, minuteMs } from "@/lib/clock";
import { type FindingDto, finding } from "../schema";

/** Heartbeats come every ten seconds. */
export const aliveMs = minuteMs;
const lateMs = 10 * minuteMs;
/** Those whose worker died are put back in line within seconds, as long as any worker runs. */
const stuckMs = minuteMs;

/** Whether a worker runs, and the work goes on. */
export async function examineWork(): Promise<FindingDto[]> {
  const [servers, workers, work] = await Promise.all([
    listProcesses("server", aliveMs),
    listProcesses("worker", aliveMs),
    measureWork(fromNow(-dayMs)),
  ]);
  const now = clock.now().getTime();
  const ageMs = (moment: Date | null) => (moment ? now - moment.getTime() : 0);
  const isRunning = workers.length > 0;
  const found: FindingDto[] = [];
  if (!isRunning) found.push(servers.length > 0 ? finding("workerGone") : finding("workStopped"));
  if (isRunning && ageMs(work.oldestStuck) > stuckMs) found.push(finding("jobsStuck", { count: work.stuck }));
  if (isRunning && ageMs(work.oldestWaiting) > lateMs) {
    found.push(finding("jobsLate", { count: work.waiting, minutes: Math.round(ageMs(work.oldestWaiting) / minuteMs) }));
  }
  if (work.failed > 0) found.push(finding("jobsFailed", { count: work.failed }));
  return found.length > 0 ? found : [finding("workFine", { workers: workers.length, waiting: work.waiting })];
}
