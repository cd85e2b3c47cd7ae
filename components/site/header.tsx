import { cookies } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { NavLink } from "./nav-link";
import { themeCookie, themeOf } from "./theme";
import { ThemeSwitch } from "./theme-switch";

/** The name of the house, its two rooms, and the light switch. */
export async function Header() {
  const t = await getTranslations("site");
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  return (
    <header className="mx-auto flex w-full max-w-[1800px] items-center gap-x-5 px-4 pt-3 pb-2 sm:gap-x-8 sm:px-6">
      <Link
        href="/"
        className="flex min-h-10 items-center font-display text-24 font-bold tracking-[-0.03em]"
        prefetch={false}
      >
        {t("name")}
      </Link>
      <nav aria-label={t("nav.label")} className="ms-auto flex gap-x-5 sm:gap-x-7">
        <NavLink href="/">{t("nav.gallery")}</NavLink>
        <NavLink href="/create">{t("nav.create")}</NavLink>
      </nav>
      <ThemeSwitch
        initial={theme}
        words={{ system: t("theme.system"), light: t("theme.light"), dark: t("theme.dark") }}
      />
    </header>
  );
}
