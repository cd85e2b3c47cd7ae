"use client";

import { useEffect, useRef, useState } from "react";

const againMs = 4000;
const triesMax = 30;

/**
 * The small picture of a style. Right after the first start it may still be being painted: then the place stays
 * empty, and it is asked for again until it is there.
 */
export function StyleThumb({
  src,
  width = 96,
  height = 96,
  className = "",
}: {
  src: string;
  width?: number;
  height?: number;
  className?: string;
}) {
  const image = useRef<HTMLImageElement>(null);
  const [missed, setMissed] = useState(0);
  const [isMissing, setIsMissing] = useState(false);

  // It may have failed before this page came alive.
  useEffect(() => {
    if (image.current?.complete && image.current.naturalWidth === 0) setIsMissing(true);
  }, []);

  useEffect(() => {
    if (!isMissing || missed >= triesMax) return;
    const timer = setTimeout(() => setMissed((count) => count + 1), againMs);
    return () => clearTimeout(timer);
  }, [isMissing, missed]);

  return (
    <img
      ref={image}
      src={missed > 0 && src.startsWith("/") ? `${src}&again=${missed}` : src}
      alt=""
      width={width}
      height={height}
      decoding="async"
      loading="lazy"
      className={`${className} ${isMissing ? "invisible" : ""}`.trim() || undefined}
      onError={() => setIsMissing(true)}
      onLoad={() => setIsMissing(false)}
    />
  );
}
