"use client";

import { Bell as BellSign } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { useLive } from "@/components/site/use-live";
import { limits } from "@/lib/limits";
import { fetchNews, type News, readAllNews } from "./news";

/** What a page is watching is marked as read by it within this time, and is no news then. */
const settleMs = 1000;

/** How much one has not read; without script a link to all of it, with script a glance at the newest. */
export function Bell({ initial }: { initial: number }) {
  const t = useTranslations("notifications");
  const [rendered, setRendered] = useState(initial);
  const [unread, setUnread] = useState(initial);
  const [news, setNews] = useState<News | null | "failed">(null);
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const timer = useRef(0);

  if (rendered !== initial) {
    setRendered(initial);
    setUnread(initial);
  }

  async function look(): Promise<void> {
    const found = await fetchNews();
    if (found) setUnread(found.unread);
    setNews(found ?? "failed");
  }

  function lookSoon() {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void look(), settleMs);
  }

  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(true, (name) => name === "notification" && lookSoon(), lookSoon);

  function open(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !place.current?.togglePopover) return;
    event.preventDefault();
    place.current.togglePopover();
    void look();
  }

  async function readAll() {
    if (await readAllNews()) await look();
  }

  return (
    <>
      <a
        href="/notifications"
        className="header-person bell"
        onClick={open}
        aria-label={t("bell", { count: unread })}
        aria-expanded={isOpen}
      >
        <BellSign size={18} strokeWidth={1.75} aria-hidden />
        {unread > 0 && (
          <span className="bell-count" aria-hidden>
            {unread >= limits.unreadCountMax ? `${limits.unreadCountMax}+` : unread}
          </span>
        )}
      </a>
      <div
        ref={place}
        popover="auto"
        className="menu news-menu"
        role="dialog"
        aria-label={t("title")}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {news === "failed" && <p className="py-2 text-15 text-crimson">{t("failed")}</p>}
        {news !== null && news !== "failed" && (
          <>
            {news.items.length === 0 && <p className="py-2 text-15 text-quiet">{t("noneShort")}</p>}
            <ul>
              {news.items.map(({ id, words, reason, when, isRead }) => (
                <li key={id}>
                  <a href={`/notifications/${id}`} className="news-line" data-unread={!isRead || undefined}>
                    <span dir="auto">{words}</span>
                    {reason && (
                      <span className="text-13 text-soft" dir="auto">
                        {reason}
                      </span>
                    )}
                    <span className="text-13 text-quiet">{when}</span>
                    {!isRead && <span className="sr-only">{t("unread")}</span>}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        <div className="news-foot">
          <a href="/notifications">{t("all")}</a>
          {unread > 0 && (
            <button type="button" onClick={() => void readAll()}>
              {t("readAll")}
            </button>
          )}
        </div>
      </div>
    </>
  );
}
