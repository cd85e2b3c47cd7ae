"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { followAddress, reveal, showAgain, watchPlace } from "./reveal";

export interface Chapter {
  slug: string;
  title: string;
  routes: { id: string; method: string; path: string; summary: string }[];
}

/** The chapters, with the routes of the one that is read; or the routes that have the words one looks for. */
export function Chapters({
  chapters,
  words,
}: {
  chapters: Chapter[];
  words: Record<"chapters" | "find" | "none", string>;
}) {
  const [wish, setWish] = useState("");
  const [place, setPlace] = useState("");
  useEffect(followAddress, []);
  useEffect(() => watchPlace(setPlace), []);
  const found = wish.trim() === "" ? null : findRoutes(chapters, wish);

  function open(event: FormEvent) {
    event.preventDefault();
    const first = found?.[0];
    if (first) reveal(first.id);
  }

  return (
    <div className="docs-aside">
      <search className="docs-find needs-script">
        <form className="entry" onSubmit={open}>
          <label htmlFor="docs-find">{words.find}</label>
          <input
            id="docs-find"
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={wish}
            onChange={(event) => setWish(event.target.value)}
          />
        </form>
        <div role="status">{found?.length === 0 && <p className="entry-hint">{words.none}</p>}</div>
        {found && found.length > 0 && <Routes routes={found} place={place} isWhole />}
      </search>
      <nav className="docs-nav" aria-label={words.chapters} hidden={found !== null}>
        <ChapterList chapters={chapters} place={place} />
      </nav>
    </div>
  );
}

function ChapterList({ chapters, place }: { chapters: Chapter[]; place: string }) {
  const list = useRef<HTMLUListElement>(null);
  const current = chapters.find(({ slug, routes }) => slug === place || routes.some(({ id }) => id === place))?.slug;

  // On a phone the list is a strip: what is read stays in sight.
  useEffect(() => {
    const link = current && list.current?.querySelector<HTMLElement>(`[href="#${current}"]`);
    if (link) list.current?.scrollTo({ left: link.offsetLeft - 16 });
  }, [current]);

  return (
    <ul ref={list}>
      {chapters.map(({ slug, title, routes }) => (
        <li key={slug}>
          <a href={`#${slug}`} className="docs-chapter" aria-current={slug === current ? "true" : undefined}>
            {title}
          </a>
          {slug === current && routes.length > 0 && <Routes routes={routes} place={place} />}
        </li>
      ))}
    </ul>
  );
}

function Routes({ routes, place, isWhole }: { routes: Chapter["routes"]; place: string; isWhole?: boolean }) {
  return (
    <ul className="docs-routes" dir="ltr">
      {routes.map(({ id, method, path, summary }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            aria-current={id === place ? "true" : undefined}
            title={isWhole ? undefined : summary}
            onClick={() => showAgain(id)}
          >
            <span className="docs-method" data-method={method}>
              {method === "DELETE" ? "DEL" : method}
            </span>{" "}
            <code>{path.replace(/^\/api(?=\/)/, "")}</code>
            {isWhole && <span lang="en">{summary}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Routes of which every word is in the address, the method or the summary. */
function findRoutes(chapters: Chapter[], wish: string): Chapter["routes"] {
  const words = wish.toLowerCase().split(/\s+/).filter(Boolean);
  return chapters
    .flatMap(({ routes }) => routes)
    .filter(({ method, path, summary }) => {
      const text = `${method} ${path} ${summary}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .slice(0, 20);
}
