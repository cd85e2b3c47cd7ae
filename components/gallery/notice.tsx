"use client";

import { useEffect, useEffectEvent, useRef } from "react";

const shownMs = 10_000;

/** A line at the foot of the window that says what was done, with the way back; it goes away by itself unless held. */
export function Notice({
  words,
  undo,
  onGone,
}: {
  words: string;
  undo: { words: string; run(): void } | null;
  onGone(): void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const leave = useEffectEvent(onGone);
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (!place.current?.matches(":hover, :focus-within")) leave();
    }, shownMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div ref={place} className="notice" role="status">
      <span>{words}</span>
      {undo && (
        <button type="button" className="link min-h-10" onClick={undo.run}>
          {undo.words}
        </button>
      )}
    </div>
  );
}
