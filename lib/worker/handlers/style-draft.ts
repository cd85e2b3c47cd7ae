import { inTransaction } from "@/db/client";
import { answerInJob } from "@/db/queries/job-answers";
import { finishJob } from "@/db/queries/jobs";
import { ProviderError } from "@/lib/providers/define";
import { styleDraft } from "@/lib/queue/jobs";
import { renderLook } from "@/lib/styles/run";
import { handle } from "../handle";

export const styleDraftHandler = handle(styleDraft, {
  async run({ look }, job, signal) {
    const picture = await renderLook(look, signal);
    const preview = picture ? `data:image/webp;base64,${picture.toString("base64")}` : undefined;
    await inTransaction(async (tx) => {
      await answerInJob(tx, job, { look, preview });
      await finishJob(tx, job, "done");
    });
  },
  isRetryable: () => false,
  async giveUp({ look }, job, error) {
    const words = error instanceof ProviderError ? error.options.adminDetail : undefined;
    await inTransaction(async (tx) => {
      await answerInJob(tx, job, { look, words });
      await finishJob(tx, job, "failed");
    });
  },
});
