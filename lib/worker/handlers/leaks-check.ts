import { giveUpLeakCheck, runLeakCheck } from "@/lib/health/run/check";
import { leaksCheck } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const leaksCheckHandler = handle(leaksCheck, {
  run: ({ checkId }, job, signal) => runLeakCheck(job, checkId, signal),
  giveUp: ({ checkId }, job, error) => giveUpLeakCheck(job, checkId, error),
});
