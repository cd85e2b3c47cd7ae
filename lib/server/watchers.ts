import { AppError } from "@/lib/errors";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { type Viewer, viewerKey } from "@/lib/viewer";

/** Counts the open streams of each viewer; visitors without a name are counted by address. */
export class Watchers {
  private readonly open = new Map<string, number>();

  /** Takes a place. @throws AppError `rate_limited` when the viewer has all of theirs in use */
  enter(viewer: Viewer, address: string): () => void {
    const key = viewer.kind === "nobody" ? `a:${address}` : viewerKey(viewer);
    const n = this.open.get(key) ?? 0;
    if (n >= limits.streamsPerViewer) {
      throw new AppError("rate_limited", {
        detail: `At most ${limits.streamsPerViewer} streams may be open at once.`,
        retryAfterMs: limits.streamHeartbeatMs,
      });
    }
    this.open.set(key, n + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const rest = (this.open.get(key) ?? 1) - 1;
      if (rest > 0) this.open.set(key, rest);
      else this.open.delete(key);
    };
  }
}

/**
 * Asks again and again who is watching, and calls `onChanged` once when it is no longer the same: signed out,
 * expired, disabled, another role. A database that is away for a moment ends nothing.
 *
 * @returns how to stop
 */
export function recheck(
  viewer: Viewer,
  find: () => Promise<Viewer>,
  onChanged: () => void,
  everyMs: number,
): () => void {
  const before = identity(viewer);
  let asking = false;
  const ask = async () => {
    if (asking) return;
    asking = true;
    try {
      if (identity(await find()) !== before) changed();
    } catch (error) {
      if (error instanceof AppError && error.status === 401) changed();
      else log.warn({ err: error }, "a stream's viewer could not be checked");
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void ask(), everyMs);
  const changed = () => {
    clearInterval(timer);
    onChanged();
  };
  return () => clearInterval(timer);
}

function identity(viewer: Viewer): string {
  if (viewer.kind !== "user") return viewerKey(viewer);
  return [viewerKey(viewer), viewer.role, viewer.sessionId, ...viewer.scopes].join(" ");
}
