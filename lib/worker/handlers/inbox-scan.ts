import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { scanInbox } from "@/lib/images/run/inbox";
import { inboxScan } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const inboxScanHandler = handle(inboxScan, {
  run: (_payload, job, signal) => scanInbox(job, signal),
  // The next listing asks anew.
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
