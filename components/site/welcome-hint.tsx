import { getTranslations } from "next-intl/server";
import { finishWelcomeAction } from "@/lib/site/actions";
import { DismissForm } from "./dismiss-form";

/** Leads the administrator through the first steps, until they are done or not wanted. */
export async function WelcomeHint() {
  const t = await getTranslations("site.welcome");
  return (
    <aside className="welcome-hint" aria-label={t("begin")}>
      <p>{t("notice")}</p>
      <a className="link" href="/admin/welcome">
        {t("begin")}
      </a>
      <DismissForm action={finishWelcomeAction} words={t("dismiss")} />
    </aside>
  );
}
