import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { cancelJobsAction, dismissJobsAction, retryJobsAction } from "@/lib/generations/actions";
import type { QueueJobDto, QueueQuery } from "@/lib/generations/schema";

/** What can be done with all jobs that are shown, where there is more than one. */
export async function QueueBulk({ jobs, tab }: { jobs: QueueJobDto[]; tab: QueueQuery["tab"] }) {
  const t = await getTranslations("admin.queue.all");
  const ended = tab === "cancelled" ? t("putBack") : t("retry");
  const acts = [
    { action: cancelJobsAction, words: t("stop"), ids: jobs.filter(({ canCancel }) => canCancel) },
    { action: retryJobsAction, words: ended, ids: jobs.filter(({ canRetry }) => canRetry) },
    { action: dismissJobsAction, words: t("dismiss"), ids: jobs.filter(({ state }) => state === "failed") },
  ].filter(({ ids }) => ids.length > 1);
  if (acts.length === 0) return null;
  return (
    <div className="admin-acts queue-bulk">
      {acts.map(({ action, words, ids }) => (
        <AccountForm key={words} action={action} submit={words} look="act">
          {ids.map(({ id }) => (
            <input key={id} type="hidden" name="id" value={id} />
          ))}
        </AccountForm>
      ))}
    </div>
  );
}
