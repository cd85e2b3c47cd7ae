import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { runRemoval } from "@/lib/accounts/run/remove";
import { accountRemove } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const accountRemoveHandler = handle(accountRemove, {
  run: ({ userId }, job, signal) => runRemoval(job, userId, signal),
  // The sweep begins it anew.
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
