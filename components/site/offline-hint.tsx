"use client";

import { useSyncExternalStore } from "react";

/** Says quietly that the network is gone. */
export function OfflineHint({ words }: { words: string }) {
  const online = useSyncExternalStore(
    watch,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 flex justify-center">
      {!online && <p className="bg-ink px-4 py-2 text-13 text-paper">{words}</p>}
    </div>
  );
}

function watch(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}
