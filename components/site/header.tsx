import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BellPlace } from "@/components/notifications/bell-place";
import type { UserDto } from "@/lib/accounts/schema";
import { AccountMenu } from "./account-menu";
import { NavLink } from "./nav-link";
import { SignInLink } from "./sign-in-link";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch";

/** The name of the house, its two rooms, the light switch, and whoever is in. */
export async function Header({
  name,
  theme,
  user,
  unread,
}: {
  name: string;
  theme: Theme;
  /** How much of what they were told the user has not read. */
  unread: number;
  user: Pick<UserDto, "name" | "handle" | "role"> | null;
}) {
  const t = await getTranslations("site");
  return (
    <header className="mx-auto flex w-full max-w-[1800px] flex-wrap items-center gap-x-2 px-4 pt-3 pb-2 sm:gap-x-8 sm:px-6">
      <Link
        href="/"
        className="flex min-h-10 min-w-0 items-center font-display text-24 leading-[1.1] font-bold tracking-[-0.03em]"
        prefetch={false}
      >
        <bdi className="line-clamp-2 break-words">{name}</bdi>
      </Link>
      <div className="ms-auto flex items-center gap-x-3 sm:gap-x-8">
        <nav aria-label={t("nav.label")} className="flex gap-x-3 whitespace-nowrap sm:gap-x-7">
          <NavLink href="/">{t("nav.gallery")}</NavLink>
          <NavLink href="/create">{t("nav.create")}</NavLink>
        </nav>
        <ThemeSwitch
          key={theme}
          initial={theme}
          words={{ system: t("theme.system"), light: t("theme.light"), dark: t("theme.dark") }}
        />
        {user ? (
          <>
            <BellPlace unread={unread} />
            <AccountMenu name={user.name} handle={user.handle} role={user.role} />
          </>
        ) : (
          <SignInLink words={t("account.signIn")} />
        )}
      </div>
    </header>
  );
}
