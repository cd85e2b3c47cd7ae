import { getTranslations } from "next-intl/server";
import type { AuditPageDto, AuditQuery } from "@/lib/site/schema";
import { actionWords } from "./action-words";

/** Chooses entries by who, what and on what; the address of the page says which. */
export async function AuditFilter({
  query,
  actors,
  actions,
}: { query: AuditQuery } & Pick<AuditPageDto, "actors" | "actions">) {
  const [t, said] = await Promise.all([getTranslations("admin.audit"), actionWords()]);
  return (
    <form className="audit-filter" aria-label={t("filter")}>
      <div className="entry">
        <label htmlFor="audit-actor">{t("who")}</label>
        <select id="audit-actor" name="actor" defaultValue={query.actor ?? ""}>
          <option value="">{t("everyone")}</option>
          {actors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="entry">
        <label htmlFor="audit-action">{t("what")}</label>
        <select id="audit-action" name="action" defaultValue={query.action}>
          <option value="">{t("everything")}</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {said(action)}
            </option>
          ))}
        </select>
      </div>
      <div className="entry">
        <label htmlFor="audit-subject">{t("subject")}</label>
        <input
          id="audit-subject"
          name="subject"
          defaultValue={query.subject}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          aria-describedby="audit-subject-hint"
        />
        <p id="audit-subject-hint" className="entry-hint">
          {t("subjectHint")}
        </p>
      </div>
      <button type="submit" className="press-quiet">
        {t("show")}
      </button>
    </form>
  );
}
