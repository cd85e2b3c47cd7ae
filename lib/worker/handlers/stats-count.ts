import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { keepStats } from "@/lib/admin/run/stats";
import { statsCount } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const statsCountHandler = handle(statsCount, {
  run: (_payload, job, signal) => keepStats(job, signal),
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
