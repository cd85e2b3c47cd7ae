import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { refreshModels } from "@/lib/backends/run";
import { modelsRefresh } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const modelsRefreshHandler = handle(modelsRefresh, {
  run: (_payload, job, signal) => refreshModels(job, signal),
  // The next hour asks anew.
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
