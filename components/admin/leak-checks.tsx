import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { LookAgain } from "@/components/ui/look-again";
import { checkLeaksAction } from "@/lib/health/actions";
import type { LeakCheckDto, LeakReport } from "@/lib/health/schema";
import { LeakTable } from "./leak-table";

interface Props {
  leaks: { checks: LeakCheckDto[]; isChecking: boolean; report: LeakReport | null };
}

/** Whether what is private stays private: the last reports, and a new check. */
export async function LeakChecks({ leaks: { checks, isChecking, report } }: Props) {
  const [t, format] = await Promise.all([getTranslations("admin.health.leaks"), getFormatter()]);
  const open = checks.find(({ status }) => status === "queued" || status === "running");
  const last = checks.find(({ status }) => status === "done" || status === "failed");
  const time = (date: string) => format.dateTime(new Date(date), { dateStyle: "medium", timeStyle: "short" });
  return (
    <section className="settings-part" aria-labelledby="leaks-title">
      <h2 id="leaks-title">{t("title")}</h2>
      <p>{t("lead")}</p>
      <div aria-live="polite">
        {last && (
          <p className={faceOf(last)}>
            {t(`outcome.${outcomeOf(last)}`, { count: last.status === "done" ? last.leaks || last.unanswered : 0 })}{" "}
            <span className="text-13 text-quiet">{time(last.finished_at ?? last.created_at)}</span>
          </p>
        )}
        {open && (
          <div className="mt-4">
            <p>{t("checking", { asked: open.asked, total: open.total })}</p>
            <progress
              className="thin-line mt-2"
              aria-label={t("title")}
              value={open.total > 0 ? open.asked : undefined}
              max={Math.max(1, open.total)}
            />
          </div>
        )}
      </div>
      <div className="mt-4">
        {isChecking ? (
          <LookAgain href="/admin/health" words={t("look")} />
        ) : (
          <AccountForm action={checkLeaksAction} submit={t("check")} look="quiet" />
        )}
      </div>
      {report && <LeakTable report={report} />}
    </section>
  );
}

type Outcome = "fine" | "found" | "unanswered" | "failed";

function outcomeOf({ status, leaks, unanswered }: LeakCheckDto): Outcome {
  if (status === "failed") return "failed";
  if (leaks > 0) return "found";
  return unanswered > 0 ? "unanswered" : "fine";
}

function faceOf(check: LeakCheckDto): string {
  const face = { fine: "health-well", found: "health-ill", unanswered: "health-unsure", failed: "health-unsure" };
  return face[outcomeOf(check)];
}
