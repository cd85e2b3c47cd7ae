import { getTranslations } from "next-intl/server";
import { NavLink } from "@/components/site/nav-link";

const rooms = [
  ["account", "/settings"],
  ["sessions", "/settings/sessions"],
  ["tokens", "/settings/tokens"],
  ["data", "/settings/data"],
] as const;

/** The rooms of the settings. */
export async function SettingsNav() {
  const t = await getTranslations("account.settings.nav");
  return (
    <nav aria-label={t("label")} className="settings-nav">
      {rooms.map(([name, href]) => (
        <NavLink key={name} href={href}>
          {t(name)}
        </NavLink>
      ))}
    </nav>
  );
}
