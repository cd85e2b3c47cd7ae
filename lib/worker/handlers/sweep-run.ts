import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { sweepAccounts } from "@/lib/accounts/run/sweep";
import { sweepRemoved } from "@/lib/backends/run";
import { sweep } from "@/lib/images/run/sweep";
import { sweepRun } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const sweepRunHandler = handle(sweepRun, {
  async run(_payload, job, signal) {
    await sweepAccounts(signal);
    await sweep(signal);
    await sweepRemoved(signal);
    await finishJob(database(), job, "done");
  },
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
