import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { sampleMake } from "@/lib/queue/jobs";
import { makeSample } from "@/lib/samples/run";
import { handle } from "../handle";

export const sampleMakeHandler = handle(sampleMake, {
  run: ({ index }, job, signal) => makeSample(job, index, signal),
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
