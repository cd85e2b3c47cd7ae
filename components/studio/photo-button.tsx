"use client";

import { ImagePlus } from "lucide-react";
import { useRef } from "react";

/** Opens the file chooser. The input itself has no name: its files are sent one by one, not with the form. */
export function PhotoButton({ words, add }: { words: string; add(files: Iterable<File>): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="act needs-script" onClick={() => input.current?.click()}>
        <ImagePlus size={18} strokeWidth={1.75} aria-hidden />
        <span>{words}</span>
      </button>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        hidden
        data-photographs
        onChange={(event) => {
          add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
    </>
  );
}
