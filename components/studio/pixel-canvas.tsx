"use client";

import { type CanvasHTMLAttributes, useLayoutEffect, useRef } from "react";
import type { Pixels } from "@/lib/filters/define";

/** Pixels, drawn as they are. */
export function PixelCanvas({ pixels, ...attributes }: { pixels: Pixels } & CanvasHTMLAttributes<HTMLCanvasElement>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const { width, height, data } = pixels;
    const target = canvas.current;
    if (!target) return;
    if (target.width !== width) target.width = width;
    if (target.height !== height) target.height = height;
    target.getContext("2d")?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [pixels]);
  return <canvas ref={canvas} width={pixels.width} height={pixels.height} aria-hidden {...attributes} />;
}
