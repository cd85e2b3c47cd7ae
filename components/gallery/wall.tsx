"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { watchArrivals } from "./arrive";
import { BulkBar } from "./bulk-bar";
import { Hanging } from "./hanging";
import { Notice } from "./notice";
import { type Room, roomActs } from "./rooms";
import type { TilePage } from "./tile";
import { useActs } from "./use-acts";
import { usePages } from "./use-pages";
import { type Picked, useSelection } from "./use-selection";
import { useWindow } from "./use-window";

const eagerPictures = 8;
const aheadPx = 2500;

/**
 * A wall of pictures: the page the server hung, and further ones as one scrolls; only what is near the window is in
 * the page. The link to the next page is real, so that without script it simply leads there.
 */
export function Wall({
  first,
  room,
  path,
  query,
  isUser,
  lead,
}: {
  first: TilePage;
  room: Room;
  /** The wall's own address. */
  path: string;
  /** Order and filters as they stand in the address; `cursor` is added. */
  query: string;
  /** Whether the viewer is signed in, and so may do more than look. */
  isUser: boolean;
  /** What stands above the pictures, beside "Select". */
  lead?: ReactNode;
}) {
  const t = useTranslations("wall");
  const wall = useRef<HTMLUListElement>(null);
  const more = useRef<HTMLAnchorElement>(null);
  const source = new URLSearchParams(query);
  source.set("room", room);
  if (room === "maker") source.set("handle", path.split("/").at(-1) ?? "");
  const pages = usePages(first, `/more?${source}`);
  const { tiles, cursor, phase, arrived } = pages;
  const acts = useActs(room, pages);
  const selection = useSelection(tiles, false);
  const parts = useWindow(wall, tiles, cursor !== null && phase !== "failed");
  const next = cursor && `${path}?${query}${query ? "&" : ""}cursor=${encodeURIComponent(cursor)}`;

  useEffect(() => (wall.current ? watchArrivals(wall.current) : undefined), []);

  const near = useEffectEvent(() => {
    if (phase === "idle") void pages.load();
  });
  useEffect(() => {
    if (!more.current || !cursor) return;
    const observer = new IntersectionObserver(([entry]) => entry.isIntersecting && near(), {
      rootMargin: `${aheadPx}px 0px`,
    });
    observer.observe(more.current);
    return () => observer.disconnect();
  }, [cursor]);

  const click = useEffectEvent((event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const act = event.target.closest<HTMLElement>("[data-act]")?.dataset.act;
    const uuid = event.target.closest<HTMLElement>("[data-uuid]")?.dataset.uuid;
    const tile = tiles.find((one) => one.uuid === uuid);
    if (!act || !tile) return;
    if (act === "like") void acts.like(tile);
    else if (act === "privacy") void acts.togglePrivate(tile);
    else if (act === "pick") {
      selection.open();
      selection.pick(tile, event.shiftKey);
    }
  });
  useEffect(() => {
    // One listener for the buttons of however many pictures.
    const place = wall.current;
    place?.addEventListener("click", click);
    return () => place?.removeEventListener("click", click);
  }, []);

  async function pickAll() {
    try {
      const answer = await fetch(`/more/all?${source}`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { picked, isAll }: { picked: Picked[]; isAll: boolean } = await answer.json();
      selection.pickAll(picked);
      if (!isAll) acts.say(t("firstOnly", { count: picked.length }));
    } catch {
      acts.say(t("failed"));
    }
  }

  const picked = [...selection.picked.values()];
  return (
    <>
      {(lead || isUser) && (
        <div className="wall-lead">
          {lead}
          {isUser && tiles.length > 0 && !selection.isOpen && (
            <button type="button" className="act needs-script wall-select" onClick={selection.open}>
              <span>{t("select")}</span>
            </button>
          )}
        </div>
      )}
      <ul ref={wall} className="rows" aria-label={t("list")}>
        {parts.flatMap((part) =>
          part.kind === "space" ? (
            <li key={`space ${part.after}`} aria-hidden className="rows-space" style={{ height: part.heightPx }} />
          ) : (
            tiles
              .slice(part.from, part.to)
              .map((tile, index) => (
                <Hanging
                  key={tile.uuid}
                  tile={tile}
                  eager={part.from + index < eagerPictures}
                  canAct={isUser}
                  picked={selection.isOpen ? selection.picked.has(tile.id) : null}
                  isTrashed={room === "trash"}
                />
              ))
          ),
        )}
      </ul>
      <div className="wall-end" data-growing={next && phase !== "failed" ? "" : undefined}>
        {next ? (
          <a
            key={cursor}
            ref={more}
            href={next}
            rel="next"
            className="link inline-flex min-h-10 items-center"
            onClick={(event) => {
              event.preventDefault();
              void pages.load();
            }}
          >
            {phase === "loading" ? t("loading") : phase === "failed" ? t("loadFailed") : t("next")}
          </a>
        ) : (
          tiles.length > first.tiles.length && <p>{t("end")}</p>
        )}
      </div>
      <p role="status" className="sr-only">
        {phase === "failed" ? t("loadFailed") : arrived > 0 && t("loaded", { count: arrived })}
      </p>
      {selection.isOpen && (
        <BulkBar
          ids={picked.map(({ id }) => id)}
          acts={roomActs[room]}
          isFinal={(act) => act === "remove" || (act === "trash" && picked.some((one) => one.isTemp))}
          onAct={async (act) => {
            if (act !== "download" && act !== "restyle") await acts.bulk(act, picked);
            selection.close();
          }}
          onAll={pickAll}
          onClose={selection.close}
        />
      )}
      {acts.said && (
        <Notice
          key={acts.said.number}
          words={acts.said.words}
          undo={acts.said.undo && { words: t("undo"), run: acts.said.undo }}
          onGone={acts.clear}
        />
      )}
    </>
  );
}
