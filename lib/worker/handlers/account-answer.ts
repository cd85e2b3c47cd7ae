import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { runAnswer } from "@/lib/accounts/run/answer";
import { accountAnswer } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const accountAnswerHandler = handle(accountAnswer, {
  run: ({ sealed }, job) => runAnswer(job, sealed),
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
