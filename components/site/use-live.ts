import { useEffect, useEffectEvent } from "react";
import { type LiveName, listen } from "./live";

const pollMs = 3000;

/**
 * Tells a component of live hints while `active`. `onEvent` hears them; `onRefresh` is called when the truth
 * should be read again: after a break, when the tab comes back, and every three seconds while no stream can be had.
 */
export function useLive(
  active: boolean,
  onEvent: (name: LiveName, payload: unknown) => void,
  onRefresh: () => void,
): void {
  const event = useEffectEvent(onEvent);
  const refresh = useEffectEvent(onRefresh);

  useEffect(() => {
    if (!active) return;
    let timer = 0;
    const leave = listen((message) => {
      if (message.kind === "event") event(message.name, message.payload);
      else if (message.kind === "refresh") refresh();
      else {
        clearInterval(timer);
        if (message.state === "none") {
          timer = window.setInterval(() => document.visibilityState === "visible" && refresh(), pollMs);
        }
      }
    });
    return () => {
      clearInterval(timer);
      leave();
    };
  }, [active]);
}
