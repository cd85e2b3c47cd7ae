/// <reference lib="webworker" />
import { applyFilter, findFilter } from "@/lib/filters";
import type { Pixels } from "@/lib/filters/define";

/** What the page asks: one rendering of a picture by a filter. */
export interface PreviewRequest {
  id: number;
  filter: string;
  params: Record<string, number | string>;
  /** 0–1. */
  strength: number;
  source: Pixels;
}

export interface PreviewAnswer {
  id: number;
  /** Null when the filter could not do it: a style that fails must not keep the others from being shown. */
  pixels: Pixels | null;
}

self.onmessage = ({ data }: MessageEvent<PreviewRequest>) => {
  const pixels = render(data);
  const answer: PreviewAnswer = { id: data.id, pixels };
  self.postMessage(answer, pixels ? [pixels.data.buffer] : []);
};

function render({ filter: slug, params, strength, source }: PreviewRequest): Pixels | null {
  const filter = findFilter(slug);
  if (!filter) return null;
  try {
    return applyFilter(filter, source, { params, strength });
  } catch (error) {
    reportError(error);
    return null;
  }
}
