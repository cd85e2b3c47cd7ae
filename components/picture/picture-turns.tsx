"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, type TouchEvent, useEffect, useRef } from "react";

const swipePx = 60;

/** Turns to the next picture by link, by arrow key, and by a swipe on a picture that is not zoomed. */
export function PictureTurns({
  newer,
  older,
  words,
  children,
}: {
  newer: string | null;
  older: string | null;
  words: { newer: string; older: string };
  children: ReactNode;
}) {
  const router = useRouter();
  const started = useRef<{ x: number; y: number } | null>(null);
  const before = newer && `/images/${newer}`;
  const after = older && `/images/${older}`;

  useEffect(() => {
    function turn(event: KeyboardEvent) {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [data-zoomed]")) return;
      const isMirrored = document.documentElement.dir === "rtl";
      if (event.key === (isMirrored ? "ArrowRight" : "ArrowLeft") && before) router.push(before);
      if (event.key === (isMirrored ? "ArrowLeft" : "ArrowRight") && after) router.push(after);
    }
    window.addEventListener("keydown", turn);
    return () => window.removeEventListener("keydown", turn);
  }, [router, before, after]);

  function start(event: TouchEvent) {
    const isZoomed = event.target instanceof Element && event.target.closest("[data-zoomed]");
    started.current = event.touches.length === 1 && !isZoomed ? point(event.touches[0]) : null;
  }

  function end(event: TouchEvent) {
    if (!started.current || event.touches.length > 0) return;
    const { x, y } = point(event.changedTouches[0]);
    const across = x - started.current.x;
    const along = y - started.current.y;
    started.current = null;
    if (Math.abs(across) < swipePx || Math.abs(across) < 2 * Math.abs(along)) return;
    const to = across > 0 === (document.documentElement.dir !== "rtl") ? before : after;
    if (to) router.push(to);
  }

  return (
    <div className="picture-turns" onTouchStart={start} onTouchEnd={end} onTouchCancel={() => (started.current = null)}>
      {children}
      {before && (
        <Link href={before} rel="prev" className="turn turn-newer" title={words.newer} prefetch={false}>
          <ChevronLeft size={28} strokeWidth={1.5} aria-hidden className="rtl:rotate-180" />
          <span className="sr-only">{words.newer}</span>
        </Link>
      )}
      {after && (
        <Link href={after} rel="next" className="turn turn-older" title={words.older} prefetch={false}>
          <ChevronRight size={28} strokeWidth={1.5} aria-hidden className="rtl:rotate-180" />
          <span className="sr-only">{words.older}</span>
        </Link>
      )}
    </div>
  );
}

function point({ clientX, clientY }: { clientX: number; clientY: number }) {
  return { x: clientX, y: clientY };
}
