import { UserRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Role } from "@/lib/viewer";
import { SignOut } from "./sign-out";

const rooms = [
  ["library", "/library"],
  ["favorites", "/favorites"],
  ["trash", "/trash"],
  ["settings", "/settings"],
] as const;

/** One's name, and the rooms behind it. The browser opens and closes it by itself, also without script. */
export async function AccountMenu({ name, handle, role }: { name: string; handle: string; role: Role }) {
  const t = await getTranslations("site.account");
  return (
    <>
      <button type="button" popoverTarget="account-menu" className="header-person" aria-label={t("menu", { name })}>
        <UserRound size={18} strokeWidth={1.75} aria-hidden className="sm:hidden" />
        <bdi className="max-w-[10rem] truncate max-sm:sr-only">{name}</bdi>
      </button>
      <div id="account-menu" popover="auto" className="menu">
        <p className="truncate text-13 text-quiet sm:hidden">
          <bdi>{name}</bdi>
        </p>
        <nav aria-label={t("label")}>
          <a href={`/u/${handle}`}>{t("profile")}</a>
          {rooms.map(([room, href]) => (
            <a key={room} href={href}>
              {t(room)}
            </a>
          ))}
          {role === "admin" && <a href="/admin/resume">{t("admin")}</a>}
        </nav>
        <SignOut words={t("signOut")} failed={t("signOutFailed")} />
      </div>
    </>
  );
}
