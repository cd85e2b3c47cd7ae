import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import type { AuditChange, AuditEntryDto } from "@/lib/site/schema";
import { actionWords } from "./action-words";

/** One change: who, what and when, and beneath it field by field how it was and is. */
export async function AuditEntry({ entry }: { entry: AuditEntryDto }) {
  const [t, said, format] = await Promise.all([getTranslations("admin.audit"), actionWords(), getFormatter()]);
  const { id, actor, action, subject, createdAt, reason, changes } = entry;
  return (
    <li>
      <div className="w-full">
        <p className="audit-what">
          <bdi>{said(action)}</bdi>
          <Link
            className="link"
            href={`/admin/audit?subject=${encodeURIComponent(subject)}`}
            prefetch={false}
            dir="ltr"
          >
            {subject}
          </Link>
        </p>
        <p className="ledger-facts">
          {actor ? (
            <Link className="link" href={`/u/${actor.handle}`} prefetch={false}>
              <bdi>{actor.name}</bdi>
            </Link>
          ) : (
            <span>{t("machine")}</span>
          )}
          <time dateTime={createdAt}>
            {format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "medium" })}
          </time>
        </p>
        {reason && <p className="text-15">{t("reason", { reason })}</p>}
        {changes.length > 0 && (
          <dl className="audit-changes" aria-label={t("changes", { id })}>
            {changes.map((change) => (
              <div key={change.field}>
                <dt dir="ltr">{change.field || t("value")}</dt>
                <Side change={change} side="before" label={t("before")} nothing={t("nothing")} />
                <Side change={change} side="after" label={t("after")} nothing={t("nothing")} />
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

function Side({
  change,
  side,
  label,
  nothing,
}: {
  change: AuditChange;
  side: "before" | "after";
  label: string;
  nothing: string;
}) {
  const Mark = side === "before" ? "del" : "ins";
  const said = change[side];
  return (
    <dd>
      <span className="sr-only">{label}: </span>
      {said === null || said === "" ? <span className="text-quiet">{nothing}</span> : <Mark dir="auto">{said}</Mark>}
    </dd>
  );
}
