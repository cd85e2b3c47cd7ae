import { giveUpGeneration, isRetryable, retryAfterMs, runGeneration } from "@/lib/generations/run";
import { generationRun } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const generationRunHandler = handle(generationRun, {
  run: ({ generationId }, job, signal) => runGeneration(job, generationId, signal),
  isRetryable,
  retryAfterMs,
  giveUp: ({ generationId }, job, error) => giveUpGeneration(job, generationId, error),
});
