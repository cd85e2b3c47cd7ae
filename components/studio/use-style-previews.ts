import { useEffect, useRef, useState } from "react";
import type { PreviewAnswer, PreviewRequest } from "./preview-worker";

/** Longest side of the pictures in the strip, and of the one beside the line. */
export const stripSidePx = 192;
export const largeSidePx = 640;

/**
 * The visitor's photograph in every style, rendered in this browser by the very filters the server uses.
 * @param file the photograph as chosen here, when it was; else it is read from `url`; null when there is none
 * @param slugs styles to render small; `chosen` is also rendered larger
 * @returns `slug/side` → address of the rendering; those not ready yet are missing
 */
export function useStylePreviews(
  file: File | null,
  url: string | null,
  slugs: readonly string[],
  chosen: string | null,
) {
  const [rendered, setRendered] = useState<Record<string, string>>({});
  const worker = useRef<Worker | null>(null);
  const list = slugs.join(" ");

  useEffect(() => {
    if (!url || !("Worker" in window) || !("OffscreenCanvas" in window)) return;
    const made: string[] = [];
    const running = new Worker(new URL("./preview-worker.ts", import.meta.url), { type: "module" });
    const ask = (request: PreviewRequest) => running.postMessage(request);
    running.onmessage = ({ data }: MessageEvent<PreviewAnswer>) => {
      const address = URL.createObjectURL(data.blob);
      made.push(address);
      setRendered((known) => ({ ...known, [`${data.slug}/${data.side}`]: address }));
    };
    let ended = false;
    void readPhotograph(file, url).then((blob) => {
      if (ended || !blob) return;
      ask({ kind: "photograph", blob });
      for (const slug of list.split(" ")) ask({ kind: "render", slug, side: stripSidePx });
      worker.current = running;
      setRendered({});
    });
    return () => {
      ended = true;
      worker.current = null;
      running.terminate();
      setRendered({});
      for (const address of made) URL.revokeObjectURL(address);
    };
  }, [file, url, list]);

  const key = chosen && `${chosen}/${largeSidePx}`;
  const small = chosen && `${chosen}/${stripSidePx}`;
  const isMissing = key !== null && small !== null && !(key in rendered) && small in rendered;
  useEffect(() => {
    if (isMissing && chosen) {
      const request: PreviewRequest = { kind: "render", slug: chosen, side: largeSidePx };
      worker.current?.postMessage(request);
    }
  }, [isMissing, chosen]);

  return rendered;
}

/** Null when it cannot be read: then the styles keep their own pictures. */
async function readPhotograph(file: File | null, url: string): Promise<Blob | null> {
  if (file) return file;
  const answer = await fetch(url).catch(() => null);
  return answer?.ok ? answer.blob() : null;
}
