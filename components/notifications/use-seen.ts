import { useEffect, useEffectEvent, useRef } from "react";
import { noteSeen } from "./news";

/**
 * For a page that shows generations as they end: what ends while the page is looked at is no news, and what ended behind
 * it is none any more when it is looked at again.
 *
 * @param ended those that have ended; the ones the page began with are its server's to note
 */
export function useSeen(active: boolean, ended: string[]): void {
  const noted = useRef(new Set(ended));
  const key = ended.join();
  const look = useEffectEvent(() => {
    if (!active || document.visibilityState === "hidden") return;
    const fresh = ended.filter((uuid) => !noted.current.has(uuid));
    for (const uuid of fresh) noted.current.add(uuid);
    void noteSeen(fresh);
  });

  useEffect(() => {
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  useEffect(() => {
    if (key) look();
  }, [key]);
}
