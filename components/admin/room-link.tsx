"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";

/** A link to a room, which tells when one is already in it, on any of its pages. */
export function RoomLink({ href, children }: { href: string; children: ReactNode }) {
  const path = usePathname();
  const isHere = path === href || (href !== "/admin" && path.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      prefetch={false}
      className="admin-room"
      onClick={closeList}
    >
      {children}
    </Link>
  );
}

/** The list lies over the page on a phone, and the page changes without the browser noticing. */
function closeList({ currentTarget }: MouseEvent<HTMLElement>): void {
  const list = currentTarget.closest<HTMLElement>(":popover-open");
  list?.hidePopover();
}
