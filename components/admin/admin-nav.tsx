import { getTranslations } from "next-intl/server";
import { NavLink } from "@/components/site/nav-link";

const rooms = ["backends", "styles", "mail"] as const;

/** The rooms of the administrator's house. */
export async function AdminNav() {
  const t = await getTranslations("admin.nav");
  return (
    <nav aria-label={t("label")} className="settings-nav">
      {rooms.map((room) => (
        <NavLink key={room} href={`/admin/${room}`}>
          {t(room)}
        </NavLink>
      ))}
    </nav>
  );
}
