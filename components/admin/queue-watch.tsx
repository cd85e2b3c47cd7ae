"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLive } from "@/components/site/use-live";

/** A queue that moves fast is read once for many changes. */
const readEveryMs = 1500;
/** Progress is no news of the queue, so while something runs it is looked at. */
const lookEveryMs = 3000;

/** Reads the page anew when the queue has changed, and while something in it runs. */
export function QueueWatch({ isRunning }: { isRunning: boolean }) {
  const router = useRouter();
  const timer = useRef(0);

  function soon() {
    if (timer.current) return;
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      if (document.visibilityState === "visible") router.refresh();
    }, readEveryMs);
  }

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isRunning) return;
    const look = window.setInterval(() => document.visibilityState === "visible" && router.refresh(), lookEveryMs);
    return () => clearInterval(look);
  }, [isRunning, router]);
  useLive(true, (name) => name === "queue" && soon(), soon);

  return null;
}
