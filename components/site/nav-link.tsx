"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link that tells when one is already there. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const here = usePathname() === href;
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      prefetch={false}
      className="flex min-h-10 items-center border-y-2 border-transparent text-15 text-soft transition-colors hover:text-ink aria-[current]:border-b-ink aria-[current]:text-ink"
    >
      {children}
    </Link>
  );
}
