import { database } from "@/db/client";
import { finishJob } from "@/db/queries/jobs";
import { ProviderError } from "@/lib/providers/define";
import { stylePreview } from "@/lib/queue/jobs";
import { renderPreview } from "@/lib/styles/run";
import { handle } from "../handle";

export const stylePreviewHandler = handle(stylePreview, {
  async run({ styleId }, job, signal) {
    await renderPreview(styleId, signal);
    await finishJob(database(), job, "done");
  },
  isRetryable: (error) => !(error instanceof ProviderError) || error.options.retryable,
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
