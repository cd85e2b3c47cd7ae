"use client";

import { UserRound } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

const doors = ["/sign-in", "/sign-up", "/verify", "/forgot-password", "/reset-password", "/confirm-email"];

/** Leads to sign in, and from there back here. */
export function SignInLink({ words }: { words: string }) {
  const path = usePathname();
  const isBack = path !== "/" && !doors.includes(path);
  return (
    <Link
      href={isBack ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in"}
      prefetch={false}
      aria-current={path === "/sign-in" ? "page" : undefined}
      className="header-person"
    >
      <UserRound size={18} strokeWidth={1.75} aria-hidden className="sm:hidden" />
      <span className="max-sm:sr-only">{words}</span>
    </Link>
  );
}
