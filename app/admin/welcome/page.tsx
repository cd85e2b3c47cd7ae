import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountForm } from "@/components/account/account-form";
import { BackendForm } from "@/components/admin/backend-form";
import { BackendRow } from "@/components/admin/backend-row";
import { MailForm } from "@/components/admin/mail-form";
import { TestMail } from "@/components/admin/test-mail";
import { WelcomeForm } from "@/components/admin/welcome-form";
import { WelcomeNav } from "@/components/admin/welcome-nav";
import { addressOfStep, stepAfter, stepOf, type WelcomeStep } from "@/components/admin/welcome-steps";
import { backendKinds } from "@/lib/backends/schema";
import { listBackends } from "@/lib/backends/service/read";
import type { SettingKey } from "@/lib/settings";
import { describeMail } from "@/lib/site/service/mail";
import { listSettings } from "@/lib/site/service/settings";
import type { UserViewer } from "@/lib/viewer";
import { administrator, requireAdministratorPage } from "../administrator";
import { finish, finishGo, saveStep, saveStepGo } from "./actions";

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Which settings a step asks for; the other steps have forms of their own. */
const settingsOf: Partial<Record<WelcomeStep, SettingKey[]>> = {
  name: ["gallery_name"],
  address: ["public_url"],
  people: ["registration", "gallery_visible_to", "guest_use"],
  legal: ["imprint", "privacy"],
};

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.welcome");
  return { title: t("title"), robots: { index: false } };
}

/** Leads the first administrator through what a new gallery needs: each step can be skipped and changed later. */
export default async function WelcomePage({ searchParams }: { searchParams: Query }) {
  const viewer = await requireAdministratorPage();
  const step = stepOf((await searchParams).step);
  const t = await getTranslations("admin.welcome");
  return (
    <>
      <h1>{t("title")}</h1>
      {step === "name" && <p className="sheet-lead">{t("lead")}</p>}
      <WelcomeNav step={step} />
      <section className="settings-part welcome-step" aria-labelledby="step-title">
        <h2 id="step-title">{t(`titles.${step}`)}</h2>
        <Lead step={step} />
        {step === "done" ? <Ready /> : <Step step={step} viewer={viewer} />}
      </section>
      {step !== "done" && (
        <div className="sheet-foot">
          <Link className="link" href={addressOfStep(stepAfter(step))} prefetch={false}>
            {t(step in settingsOf ? "skip" : "onward")}
          </Link>
          <AccountForm action={finish} posted={finishGo} submit={t("dismiss")} look="act" label={t("dismiss")} />
        </div>
      )}
    </>
  );
}

async function Lead({ step }: { step: WelcomeStep }) {
  const [t, asked] = await Promise.all([getTranslations("admin.welcome.leads"), headers()]);
  if (step === "name" || step === "people") return null;
  if (step !== "address") return <p>{t(step)}</p>;
  const host = asked.get("host") ?? "";
  return <p>{t.rich("address", { host, address: (said) => <bdi dir="ltr">{said}</bdi> })}</p>;
}

async function Step({ step, viewer }: { step: Exclude<WelcomeStep, "done">; viewer: UserViewer }): Promise<ReactNode> {
  const t = await getTranslations("admin.welcome.titles");
  if (step === "backend") return <Backends viewer={viewer} />;
  if (step === "mail") {
    return (
      <>
        <MailForm mail={await describeMail(viewer)} />
        <TestMail />
      </>
    );
  }
  const keys = settingsOf[step] ?? [];
  const settings = (await listSettings(viewer)).filter(({ key }) => keys.includes(key));
  const asked = keys.flatMap((key) => settings.filter((setting) => setting.key === key));
  return <WelcomeForm title={t(step)} settings={asked} then={stepAfter(step)} action={saveStep} posted={saveStepGo} />;
}

async function Backends({ viewer }: { viewer: UserViewer }) {
  const [t, backends] = await Promise.all([getTranslations("admin.backends"), listBackends(viewer)]);
  const own = backends.filter(({ kind }) => kind !== "builtin");
  return (
    <>
      <ul className="ledger empty:hidden">
        {own.map((backend) => (
          <BackendRow key={backend.id} backend={backend} isFirst isLast />
        ))}
      </ul>
      {backendKinds.map((kind) => (
        <details key={kind} className="welcome-kind">
          <summary className="act act-word">{t(`kinds.${kind}`)}</summary>
          <BackendForm kind={kind} backend={null} />
        </details>
      ))}
    </>
  );
}

async function Ready() {
  const t = await getTranslations("admin.welcome");
  return (
    <>
      <p className="welcome-more">
        <Link className="link" href="/admin/settings" prefetch={false}>
          {t("settings")}
        </Link>
        <Link className="link" href="/admin/invitations" prefetch={false}>
          {t("invite")}
        </Link>
      </p>
      <AccountForm action={finish} posted={finishGo} submit={t("finish")} label={t("titles.done")} />
    </>
  );
}
