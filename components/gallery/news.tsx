"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useLive } from "@/components/site/use-live";

const pauseMs = 1000;

/**
 * Says how many pictures were hung since this page was made, and shows them when asked; what one looks at does not move
 * before. A wall that is still `filling` shows them by itself.
 */
export function News({ since, filling }: { since: { id: number; createdAt: string } | null; filling: boolean }) {
  const t = useTranslations("wall");
  const router = useRouter();
  const timer = useRef(0);
  const [count, setCount] = useState(0);

  function soon() {
    if (timer.current) return;
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      if (filling) router.refresh();
      else if (since) void look(since);
    }, pauseMs);
  }

  async function look({ id, createdAt }: { id: number; createdAt: string }) {
    const answer = await fetch(`/more/news?${new URLSearchParams({ id: String(id), since: createdAt })}`).catch(
      () => null,
    );
    // A hint that is lost costs nothing: the next one asks again.
    if (answer?.ok) setCount((await answer.json()).count);
  }

  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(true, (name) => name === "gallery" && soon(), soon);

  return (
    <div role="status" className="news">
      {count > 0 && (
        <button
          type="button"
          onClick={() => {
            setCount(0);
            window.scrollTo({ top: 0 });
            router.refresh();
          }}
        >
          {t("news", { count })}
        </button>
      )}
    </div>
  );
}
