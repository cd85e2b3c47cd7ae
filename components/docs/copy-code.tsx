"use client";

import { useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { useRoom } from "./room";

/** Copies the piece of code that stands under it. */
export function CopyCode() {
  const { words } = useRoom();
  const place = useRef<HTMLDivElement>(null);
  const read = () => place.current?.closest(".docs-piece")?.querySelector("pre")?.textContent ?? "";
  return (
    <div ref={place} className="docs-copy">
      <CopyButton text={read} words={words.copy} />
    </div>
  );
}
