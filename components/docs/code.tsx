"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { CopyCode } from "./copy-code";
import { quietenKeys } from "./quiet-keys";

/** What scrolls by itself must be reached by keyboard, and then says what it is. */
export const scrolling = (name: string) => ({ role: "group", tabIndex: 0, "aria-label": name });

interface CodeProps {
  children: string;
  head: ReactNode;
  /** What it is, for those who hear it. */
  name: string;
  /** Whether it can be copied yet. */
  isLive?: boolean;
}

/** A piece of code under a line that says what it is. */
export function Code({ children, head, name, isLive = true }: CodeProps) {
  const piece = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (isLive && piece.current) quietenKeys(piece.current, children);
  }, [isLive, children]);
  return (
    <div className="docs-piece">
      <div className="docs-piece-head">
        {head}
        {isLive && <CopyCode />}
      </div>
      <pre ref={piece} dir="ltr" className="docs-code" {...scrolling(name)}>
        {children}
      </pre>
    </div>
  );
}
