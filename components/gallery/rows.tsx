"use client";

import { type MouseEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { watchArrivals } from "./arrive";
import { Hanging } from "./hanging";
import type { Tile, TilePage } from "./tile";

export interface RowsWords {
  list: string;
  next: string;
  loading: string;
  failed: string;
  retry: string;
  end: string;
}

type Phase = "idle" | "loading" | "failed";

/**
 * The wall: what the server hung as `children`, and further pages as one scrolls. The link to the next page is
 * real, so that without script it simply leads there.
 */
export function Rows({
  children,
  nextCursor,
  query,
  words,
}: {
  children: ReactNode;
  nextCursor: string | null;
  /** The order of the list, as it stands in the address; `cursor` is added. */
  query: string;
  words: RowsWords;
}) {
  const wall = useRef<HTMLUListElement>(null);
  const more = useRef<HTMLAnchorElement>(null);
  const [tiles, setTiles] = useState<Tile[]>([]);
  const [cursor, setCursor] = useState(nextCursor);
  const [phase, setPhase] = useState<Phase>("idle");
  const [said, setSaid] = useState("");
  const address = cursor && `?${query}${query ? "&" : ""}cursor=${encodeURIComponent(cursor)}`;

  async function load() {
    if (!address || phase === "loading") return;
    setPhase("loading");
    try {
      const answer = await fetch(`/more${address}`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const page: TilePage & { said: string } = await answer.json();
      setTiles((hung) => [...hung, ...page.tiles.filter((tile) => !hung.some(({ uuid }) => uuid === tile.uuid))]);
      setCursor(page.nextCursor);
      setSaid(page.said);
      setPhase("idle");
    } catch {
      setPhase("failed");
    }
  }

  const near = useEffectEvent(() => {
    if (phase === "idle") void load();
  });

  useEffect(() => (wall.current ? watchArrivals(wall.current) : undefined), []);

  useEffect(() => {
    if (!more.current || !cursor) return;
    const observer = new IntersectionObserver(([entry]) => entry.isIntersecting && near(), {
      rootMargin: "1500px 0px",
    });
    observer.observe(more.current);
    return () => observer.disconnect();
  }, [cursor]);

  function click(event: MouseEvent) {
    event.preventDefault();
    void load();
  }

  return (
    <>
      <ul ref={wall} className="rows" aria-label={words.list}>
        {children}
        {tiles.map((tile) => (
          <Hanging key={tile.uuid} tile={tile} />
        ))}
      </ul>
      <div className="flex min-h-24 items-center justify-center text-15 text-quiet">
        {address ? (
          <a
            ref={more}
            href={`/${address}`}
            rel="next"
            className="link inline-flex min-h-10 items-center"
            onClick={click}
          >
            {phase === "loading" ? words.loading : phase === "failed" ? `${words.failed} ${words.retry}` : words.next}
          </a>
        ) : (
          tiles.length > 0 && <p>{words.end}</p>
        )}
      </div>
      <p role="status" className="sr-only">
        {phase === "failed" ? words.failed : said}
      </p>
    </>
  );
}
