import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { mailNews } from "@/lib/accounts/run/news";
import { newsMail } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const newsMailHandler = handle(newsMail, {
  async run(_payload, job, signal) {
    await mailNews(signal);
    await finishJob(database(), job, "done");
  },
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
