"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 3000;

/** Looks at the page again by itself while something is being made; without script a link to it does. */
export function LookAgain({ href, words }: { href: string; words: string }) {
  const router = useRouter();

  useEffect(() => {
    const timer = window.setInterval(() => document.visibilityState === "visible" && router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [router]);

  return (
    <a className="act act-word mt-3" href={href}>
      {words}
    </a>
  );
}
