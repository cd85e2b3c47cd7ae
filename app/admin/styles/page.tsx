import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RemovedList } from "@/components/admin/removed-list";
import { SharedStyleRow } from "@/components/admin/shared-style-row";
import { StyleExchange } from "@/components/admin/style-exchange";
import { StyleForm } from "@/components/admin/style-form";
import { StyleRow } from "@/components/admin/style-row";
import { restoreStyleAction } from "@/lib/backends/actions";
import { listBackends } from "@/lib/backends/service/read";
import { listRemovedStyles } from "@/lib/backends/service/removed";
import { listAdminStyles } from "@/lib/backends/service/styles";
import { findProvider } from "@/lib/providers";
import { listPromotable } from "@/lib/styles/service";
import { administrator, requireAdministratorPage } from "../administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.styles");
  return { title: t("title"), robots: { index: false } };
}

/** What people pick from, in the order they see it. */
export default async function StylesPage() {
  const viewer = await requireAdministratorPage();
  const [t, styles, backends, shared, removed] = await Promise.all([
    getTranslations("admin.styles"),
    listAdminStyles(viewer),
    listBackends(viewer),
    listPromotable(viewer),
    listRemovedStyles(viewer),
  ]);
  const models = backends
    .filter(({ kind }) => kind !== "builtin")
    .flatMap((backend) =>
      backend.models.map(({ id, title }) => ({ value: String(id), label: `${backend.name}: ${title}` })),
    );
  const takesWorkflows = backends.some(({ kind }) => findProvider(kind)?.workflows !== undefined);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      <ul className="ledger">
        {styles.map((style, index) => (
          <StyleRow
            key={style.id}
            style={style}
            isFirst={index === 0}
            isLast={index === styles.length - 1}
            models={models}
            takesWorkflows={takesWorkflows}
          />
        ))}
      </ul>
      {shared.length > 0 && (
        <section className="settings-part" aria-labelledby="shared-title">
          <h2 id="shared-title">{t("shared")}</h2>
          <p>{t("sharedLead")}</p>
          <ul className="ledger">
            {shared.map((style) => (
              <SharedStyleRow key={style.id} style={style} />
            ))}
          </ul>
        </section>
      )}
      <section className="settings-part" aria-labelledby="add-title">
        <h2 id="add-title">{t("add")}</h2>
        {models.length === 0 ? (
          <p>{t("noModels")}</p>
        ) : (
          <StyleForm style={null} models={models} takesWorkflows={takesWorkflows} />
        )}
      </section>
      <section className="settings-part" aria-labelledby="exchange-title">
        <h2 id="exchange-title">{t("exchange.title")}</h2>
        <StyleExchange models={models} />
      </section>
      <RemovedList removed={removed} restore={restoreStyleAction} />
    </>
  );
}
