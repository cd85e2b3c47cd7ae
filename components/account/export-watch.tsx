"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 3000;

/** Looks again by itself while a file is being made; without script a link does it. */
export function ExportWatch({ words }: { words: string }) {
  const router = useRouter();

  useEffect(() => {
    const timer = window.setInterval(() => document.visibilityState === "visible" && router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [router]);

  return (
    <a className="act act-word mt-3" href="/settings/data">
      {words}
    </a>
  );
}
