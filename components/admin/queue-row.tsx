import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { errorKey } from "@/components/ui/error-key";
import { cancelJobsAction, dismissJobsAction, retryJobsAction } from "@/lib/generations/actions";
import type { QueueJobDto } from "@/lib/generations/schema";
import { makerName } from "./maker-name";
import { ageWords } from "./measures";
import { poolKey } from "./queue-pools";

/** One job: what kind, whose, where, how far or why not, and what can be done. No word of what was asked for. */
export async function QueueRow({ job, poolName, now }: { job: QueueJobDto; poolName: string | null; now: number }) {
  const [t, errors, format] = await Promise.all([
    getTranslations("admin.queue"),
    getTranslations("errors"),
    getFormatter(),
  ]);
  const { id, state, generation, reason, detail } = job;
  const age = (since: string) => ageWords(format, Math.max(0, now - Date.parse(since)) / 1000);
  const key = reason ? errorKey(reason) : null;
  const part = poolName ?? t(`pools.${poolKey(job.pool)}`);
  return (
    <li>
      <div className="queue-job">
        <p className="queue-name">
          {jobName(t, job.name)}
          <span className="text-quiet">{t("job", { id })}</span>
        </p>
        <p className="ledger-facts">
          <bdi>{makerName(t, job.maker)}</bdi>
          <bdi>{part}</bdi>
          {generation && <bdi dir="ltr">{generation.model}</bdi>}
          {generation && <bdi dir="ltr">{t("size", generation)}</bdi>}
          {job.endedAt ? (
            <span>{t("ended", { age: age(job.endedAt) })}</span>
          ) : (
            <span>{t("since", { age: age((state === "running" && job.startedAt) || job.createdAt) })}</span>
          )}
          {job.attempts > 1 && <span>{t("attempt", { count: job.attempts })}</span>}
          {job.dueAt && (
            <span>{t("due", { time: format.dateTime(new Date(job.dueAt), { timeStyle: "medium" }) })}</span>
          )}
          {job.isStopping && <span className="text-ochre">{t("stopping")}</span>}
        </p>
        {state === "running" && generation && (
          <progress className="thin-line" max={100} value={generation.progress} aria-label={t("progress", { id })} />
        )}
        {state === "failed" && key && <p className="queue-reason">{t("told", { words: errors(key) })}</p>}
        {detail && (
          <p className="queue-detail" dir="auto">
            {detail}
          </p>
        )}
      </div>
      <div className="admin-acts">
        {job.canCancel && <JobAct action={cancelJobsAction} id={id} words={t("stop")} label={t("stopLabel", { id })} />}
        {job.canRetry && (
          <JobAct
            action={retryJobsAction}
            id={id}
            words={state === "cancelled" ? t("putBack") : t("retry")}
            label={t(state === "cancelled" ? "putBackLabel" : "retryLabel", { id })}
          />
        )}
        {state === "failed" && (
          <JobAct action={dismissJobsAction} id={id} words={t("dismiss")} label={t("dismissLabel", { id })} />
        )}
      </div>
    </li>
  );
}

function JobAct({
  action,
  id,
  words,
  label,
}: {
  action: typeof cancelJobsAction;
  id: number;
  words: string;
  label: string;
}) {
  return (
    <AccountForm action={action} submit={words} look="act" label={label}>
      <input type="hidden" name="id" value={id} />
    </AccountForm>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"admin.queue">>>;

/** What a kind of job is called; one that has no name here is called as the code calls it. */
function jobName(t: Words, name: string): string {
  const key = `names.${name.replace(".", "_")}`;
  return t.has(key as Parameters<Words>[0]) ? t(key as "names.mail_send") : name;
}
