import {
  Brush,
  Flag,
  HeartPulse,
  History,
  Images,
  LayoutDashboard,
  ListOrdered,
  type LucideIcon,
  Mail,
  Server,
  SlidersHorizontal,
  UserPlus,
  Users,
} from "lucide-react";

/** The rooms of the administrator's house, in the order in which they are listed: name, address, sign. */
export const rooms = [
  ["overview", "/admin", LayoutDashboard],
  ["queue", "/admin/queue", ListOrdered],
  ["users", "/admin/users", Users],
  ["invitations", "/admin/invitations", UserPlus],
  ["pictures", "/admin/pictures", Images],
  ["reports", "/admin/reports", Flag],
  ["styles", "/admin/styles", Brush],
  ["backends", "/admin/backends", Server],
  ["mail", "/admin/mail", Mail],
  ["settings", "/admin/settings", SlidersHorizontal],
  ["audit", "/admin/audit", History],
  ["health", "/admin/health", HeartPulse],
] as const satisfies readonly (readonly [string, string, LucideIcon])[];

/** Where an administrator was when they left, from what was kept of it; the overview when that is no room. */
export function addressOf(activeTab: string): string {
  const [name, tab = ""] = activeTab.split("/");
  const room = rooms.find(([known]) => known === name);
  if (!room) return "/admin";
  return /^[a-z-]{1,40}$/.test(tab) ? `${room[1]}?tab=${tab}` : room[1];
}
