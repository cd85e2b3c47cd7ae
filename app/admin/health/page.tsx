import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Backups } from "@/components/admin/backups";
import { Findings } from "@/components/admin/findings";
import { LeakChecks } from "@/components/admin/leak-checks";
import { listBackups } from "@/lib/backups/service/ask";
import { examineAll } from "@/lib/health/service/examine";
import { listChecks } from "@/lib/health/service/leaks";
import { administrator, requireAdministratorPage } from "../administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.health");
  return { title: t("title"), robots: { index: false } };
}

/** How long those elsewhere who are asked keep the page waiting, at most. */
const patienceMs = 8000;

/** Whether the house is well: what the doctor finds, what leaks, and what would be left if it burned down. */
export default async function HealthPage() {
  const viewer = await requireAdministratorPage();
  const [t, findings, leaks, backups] = await Promise.all([
    getTranslations("admin.health"),
    examineAll(viewer, { isThorough: false, signal: AbortSignal.timeout(patienceMs) }),
    listChecks(viewer),
    listBackups(viewer),
  ]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      <Findings findings={findings} />
      <LeakChecks leaks={leaks} />
      <Backups backups={backups} />
    </>
  );
}
