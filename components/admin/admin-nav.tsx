import { ChevronDown } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { NavigationInput } from "@/lib/admin/schema";
import { NavigationMemory } from "./navigation-memory";
import { RoomLink } from "./room-link";
import { rooms } from "./rooms";

/**
 * The rooms of the administrator's house: beside the page where there is place, else under a button that the browser
 * opens and closes by itself.
 */
export async function AdminNav({ kept }: { kept: NavigationInput | null }) {
  const t = await getTranslations("admin.nav");
  return (
    <nav aria-label={t("label")} className="admin-nav">
      <button type="button" popoverTarget="admin-rooms" className="admin-nav-open">
        {t("label")}
        <ChevronDown size={18} strokeWidth={1.75} aria-hidden />
      </button>
      <div id="admin-rooms" popover="auto" className="admin-rooms">
        <ul>
          {rooms.map(([room, href, Icon]) => (
            <li key={room}>
              <RoomLink href={href}>
                <Icon size={18} strokeWidth={1.75} aria-hidden />
                <span>{t(room)}</span>
              </RoomLink>
            </li>
          ))}
        </ul>
        <NavigationMemory kept={kept} words={{ collapse: t("collapse"), expand: t("expand") }} />
      </div>
    </nav>
  );
}
