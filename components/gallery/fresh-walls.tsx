"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLive } from "@/components/site/use-live";

const pauseMs = 1000;

/** Reads the page again when pictures are hung, at most once a second. For walls that are still filling. */
export function FreshWalls() {
  const router = useRouter();
  const timer = useRef(0);

  function soon() {
    if (timer.current) return;
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      router.refresh();
    }, pauseMs);
  }

  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(true, (name) => name === "gallery" && soon(), soon);
  return null;
}
