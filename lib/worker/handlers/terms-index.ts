import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { indexTerms } from "@/lib/images/run/terms";
import { termsIndex } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const termsIndexHandler = handle(termsIndex, {
  async run(_payload, job, signal) {
    await indexTerms(signal);
    signal.throwIfAborted();
    await finishJob(database(), job, "done");
  },
  // The next sweep goes on.
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
