import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ReportedRow } from "@/components/moderation/reported-row";
import { openReported } from "@/lib/moderation/service/read";
import { administrator, requireAdministratorPage } from "../administrator";

const pageSize = 20;

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.reports");
  return { title: t("title"), robots: { index: false } };
}

/** What people reported, to be decided. */
export default async function ReportsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const viewer = await requireAdministratorPage();
  const { cursor } = await searchParams;
  const [t, page] = await Promise.all([
    getTranslations("admin.reports"),
    openReported(viewer, pageSize, typeof cursor === "string" ? cursor : undefined),
  ]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      {page.reported.length === 0 ? (
        <p className="mt-8 text-quiet">{t("none")}</p>
      ) : (
        <ul className="ledger admin-wide">
          {page.reported.map((reported) => (
            <ReportedRow key={reported.imageId} reported={reported} />
          ))}
        </ul>
      )}
      {page.nextCursor && (
        <Link
          className="link inline-flex min-h-10 items-center"
          href={`/admin/reports?cursor=${page.nextCursor}`}
          prefetch={false}
        >
          {t("more")}
        </Link>
      )}
    </>
  );
}
