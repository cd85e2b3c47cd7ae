import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuditEntry } from "@/components/admin/audit-entry";
import { AuditFilter } from "@/components/admin/audit-filter";
import { type AuditQuery, auditQuery } from "@/lib/site/schema";
import { listAudit } from "@/lib/site/service/audit";
import { administrator, requireAdministratorPage } from "../administrator";

type Query = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.audit");
  return { title: t("title"), robots: { index: false } };
}

/** Who changed what, newest first. */
export default async function AuditPage({ searchParams }: { searchParams: Query }) {
  const viewer = await requireAdministratorPage();
  const query = auditQuery.parse(await searchParams);
  const [t, { entries, before, actors, actions }] = await Promise.all([
    getTranslations("admin.audit"),
    listAudit(viewer, query),
  ]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      <AuditFilter query={query} actors={actors} actions={actions} />
      {entries.length === 0 ? (
        <p className="mt-8 text-quiet">{t("none")}</p>
      ) : (
        <ul className="ledger">
          {entries.map((entry) => (
            <AuditEntry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <div className="sheet-foot empty:hidden">
        {query.before !== null && (
          <Link className="link" href={addressOf({ ...query, before: null })} prefetch={false}>
            {t("newest")}
          </Link>
        )}
        {before !== null && (
          <Link className="link" href={addressOf({ ...query, before })} rel="next" prefetch={false}>
            {t("older")}
          </Link>
        )}
      </div>
    </>
  );
}

function addressOf(query: AuditQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== "");
  const asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return asked.size === 0 ? "/admin/audit" : `/admin/audit?${asked}`;
}
