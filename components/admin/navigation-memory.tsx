"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { NavigationInput } from "@/lib/admin/schema";
import { rooms } from "./rooms";

/** Long enough that rooms one only passes through are not kept. */
const settledMs = 500;

/** Keeps where an administrator is, and folds the list of rooms to its signs. */
export function NavigationMemory({
  kept,
  words,
}: {
  kept: NavigationInput | null;
  words: { collapse: string; expand: string };
}) {
  const path = usePathname();
  const tab = useSearchParams().get("tab");
  const [isCollapsed, setCollapsed] = useState(kept?.state === "collapsed");
  const state = isCollapsed ? "collapsed" : "expanded";
  const place = placeOf(path, tab);
  const last = useRef(kept && `${kept.state} ${kept.active_tab}`);

  useEffect(() => {
    if (last.current === `${state} ${place}`) return;
    const timer = setTimeout(() => {
      last.current = `${state} ${place}`;
      void keep({ state, active_tab: place });
    }, settledMs);
    return () => clearTimeout(timer);
  }, [state, place]);

  const Icon = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <button
      type="button"
      className="admin-room admin-fold needs-script"
      data-folded={isCollapsed}
      onClick={() => setCollapsed(!isCollapsed)}
    >
      <Icon size={18} strokeWidth={1.75} aria-hidden className="rtl:-scale-x-100" />
      <span>{isCollapsed ? words.expand : words.collapse}</span>
    </button>
  );
}

function placeOf(path: string, tab: string | null): string {
  const inside = rooms.filter(([, href]) => path === href || path.startsWith(`${href}/`));
  const [name] = inside.at(-1) ?? rooms[0];
  return tab ? `${name}/${tab}` : name;
}

/** What is not kept costs a click, no more: so nobody is told. */
async function keep(navigation: NavigationInput): Promise<void> {
  const body = JSON.stringify(navigation);
  const headers = { "Content-Type": "application/json" };
  await fetch("/api/admin/navigation-state", { method: "POST", headers, body, keepalive: true }).catch(() => null);
}
