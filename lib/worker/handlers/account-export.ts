import { giveUpExport, runExport } from "@/lib/accounts/run/export";
import { accountExport } from "@/lib/queue/jobs";
import { handle } from "../handle";

export const accountExportHandler = handle(accountExport, {
  run: ({ exportId }, job, signal) => runExport(job, exportId, signal),
  giveUp: ({ exportId }, job) => giveUpExport(job, exportId),
});
