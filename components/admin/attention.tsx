import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { AttentionDto } from "@/lib/admin/schema";

/** What somebody should look at, each with the room where it is put right. */
export async function Attention({ attention }: { attention: AttentionDto }) {
  const t = await getTranslations("admin.overview.attention");
  const { failedJobs, failedMails, openReports, stalledMinutes, paused, offBackends, failingBackends } = attention;
  const lines = [
    ...(stalledMinutes > 0 ? [["/admin/queue?tab=waiting", t("stalled", { count: stalledMinutes })]] : []),
    ...failingBackends.map(({ name, code }) => ["/admin/backends", t(`failing.${faultOf(code)}`, { name })]),
    ...(failedJobs > 0 ? [["/admin/queue?tab=failed", t("failedJobs", { count: failedJobs })]] : []),
    ...(failedMails > 0 ? [["/admin/mail", t("failedMails", { count: failedMails })]] : []),
    ...(openReports > 0 ? [["/admin/reports", t("openReports", { count: openReports })]] : []),
    ...(paused.length > 0 ? [["/admin/queue", t("paused")]] : []),
    ...offBackends.map((name) => ["/admin/backends", t("off", { name })]),
  ] as const;
  return (
    <section className="attention" aria-labelledby="attention-title">
      <h2 id="attention-title" className={lines.length > 0 ? "" : "sr-only"}>
        {t("title")}
      </h2>
      {lines.length === 0 ? (
        <p className="attention-none">{t("none")}</p>
      ) : (
        <ul>
          {lines.map(([href, words]) => (
            <li key={words}>
              <Link href={href} prefetch={false} className="link">
                {words}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const faults = ["unreachable", "auth", "model_missing", "quota"] as const;

function faultOf(code: string) {
  return faults.find((one) => one === code) ?? "unreachable";
}
