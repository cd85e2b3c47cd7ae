"use client";

import { Expand, Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { type CSSProperties, useEffect, useRef } from "react";
import { watchArrivals } from "@/components/gallery/arrive";
import { useZoom } from "./use-zoom";

/** The picture itself, as large as the window allows, to be looked at closely. */
export function PictureView({
  sources,
  full,
  width,
  height,
  alt,
  placeholder,
  words,
}: {
  sources: { src: string; srcSet: string };
  full: string;
  width: number;
  height: number;
  alt: string;
  placeholder: string | null;
  words: Record<"in" | "out" | "fit" | "help" | "full" | "screen", string>;
}) {
  const stage = useRef<HTMLDivElement>(null);
  const { zoom, isZoomed, zoomIn, zoomOut, fit, handlers } = useZoom(stage);
  const box: CSSProperties & Record<"--shape", number> = {
    "--shape": width / height,
    maxWidth: `min(100%, ${Math.max(width, 480)}px)`,
    backgroundImage: placeholder ? `url(${placeholder})` : undefined,
  };
  function toggleScreen() {
    if (document.fullscreenElement) void document.exitFullscreen();
    // Not to be had on some phones; the picture then stays as it is.
    else stage.current?.requestFullscreen?.().catch(() => undefined);
  }
  useEffect(() => (stage.current ? watchArrivals(stage.current) : undefined), []);
  return (
    <figure className="picture-figure">
      <div ref={stage} className="picture-stage" style={box} data-zoomed={isZoomed || undefined} {...handlers}>
        <img
          {...sources}
          sizes={isZoomed ? `${width}px` : "(min-width: 64rem) 70vw, 100vw"}
          width={width}
          height={height}
          alt={alt}
          fetchPriority="high"
          draggable={false}
          style={{ transform: isZoomed ? `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` : undefined }}
        />
      </div>
      <div className="picture-tools needs-script">
        <button type="button" onClick={zoomOut} disabled={!isZoomed} title={words.out}>
          <ZoomOut size={18} strokeWidth={1.75} aria-hidden />
          <span className="sr-only">{words.out}</span>
        </button>
        <button type="button" onClick={zoomIn} title={words.in} aria-describedby="zoom-help">
          <ZoomIn size={18} strokeWidth={1.75} aria-hidden />
          <span className="sr-only">{words.in}</span>
        </button>
        <button type="button" onClick={fit} disabled={!isZoomed} title={words.fit}>
          <Maximize size={18} strokeWidth={1.75} aria-hidden />
          <span className="sr-only">{words.fit}</span>
        </button>
        <button type="button" onClick={toggleScreen} title={words.screen} aria-keyshortcuts="f">
          <Expand size={18} strokeWidth={1.75} aria-hidden />
          <span className="sr-only">{words.screen}</span>
        </button>
        <span id="zoom-help" className="sr-only">
          {words.help}
        </span>
      </div>
      <a className="act no-script" href={full}>
        <span>{words.full}</span>
      </a>
    </figure>
  );
}
