import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SettingsNav } from "@/components/account/settings-nav";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("account.settings");
  return (
    <div className="settings">
      <h1>{t("title")}</h1>
      <SettingsNav />
      {children}
    </div>
  );
}
