import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BackendForm } from "@/components/admin/backend-form";
import { BackendRow } from "@/components/admin/backend-row";
import { KindLinks } from "@/components/admin/kind-links";
import { RemovedList } from "@/components/admin/removed-list";
import { restoreBackendAction } from "@/lib/backends/actions";
import { backendKinds } from "@/lib/backends/schema";
import { listBackends } from "@/lib/backends/service/read";
import { listRemovedBackends } from "@/lib/backends/service/removed";
import { administrator, requireAdministratorPage } from "../administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.backends");
  return { title: t("title"), robots: { index: false } };
}

/** What makes the pictures: the built-in painter and filters, and servers of one's own. */
export default async function BackendsPage({ searchParams }: { searchParams: Promise<{ add?: string }> }) {
  const viewer = await requireAdministratorPage();
  const { add } = await searchParams;
  const kind = backendKinds.find((one) => one === add) ?? backendKinds[0];
  const [t, backends, removed] = await Promise.all([
    getTranslations("admin.backends"),
    listBackends(viewer),
    listRemovedBackends(viewer),
  ]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      <ul className="ledger">
        {backends.map((backend, index) => (
          <BackendRow key={backend.id} backend={backend} isFirst={index === 0} isLast={index === backends.length - 1} />
        ))}
      </ul>
      <section className="settings-part" aria-labelledby="add-title">
        <h2 id="add-title">{t("add")}</h2>
        <KindLinks kinds={backendKinds} chosen={kind} />
        <BackendForm key={kind} kind={kind} backend={null} />
      </section>
      <RemovedList removed={removed} restore={restoreBackendAction} />
    </>
  );
}
