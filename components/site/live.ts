/**
 * One event stream for all tabs of a browser. The tab that holds a Web Lock reads `/api/events` and passes
 * on what it hears; the others listen. What is heard is only a hint: listeners read the truth themselves,
 * most of all after `refresh`, which comes whenever something may have been missed.
 */
export type LiveMessage =
  | { kind: "event"; name: LiveName; payload: unknown }
  | { kind: "refresh" }
  | { kind: "state"; state: LiveState };
export type LiveName = "snapshot" | "generation" | "gallery" | "queue" | "notification";
/** `open`: hints come; `trying`: a stream is being opened; `none`: none can be had, so look every few seconds. */
export type LiveState = "open" | "trying" | "none";
type Listener = (message: LiveMessage) => void;
type Posted = LiveMessage | { kind: "hello" } | { kind: "reopen" };

/** Who is no administrator hears nothing of the queue. */
const address = "/api/events?topics=gallery,queue";
const names: readonly LiveName[] = ["snapshot", "generation", "gallery", "queue", "notification"];
const lockName = "atelier-live";
const answerMs = 1500;
const retryMinMs = 1000;
const retryMaxMs = 30_000;
const failuresBeforeNone = 2;

const listeners = new Set<Listener>();
let channel: BroadcastChannel | null = null;
let source: EventSource | null = null;
let letGo: (() => void) | null = null;
let waiting: AbortController | null = null;
let state: LiveState = "trying";
let failures = 0;
let retryTimer = 0;
let answerTimer = 0;

/** Hears hints until the returned function is called. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  if (listeners.size === 1) start();
  else listener({ kind: "state", state });
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

/** Opens the stream anew, for a visitor who has just become someone. */
export function reopen(): void {
  if (source) open();
  else channel?.postMessage({ kind: "reopen" } satisfies Posted);
}

function start(): void {
  window.addEventListener("online", look);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", resume);
  document.addEventListener("visibilitychange", look);
  if (!("locks" in navigator) || !("BroadcastChannel" in window)) {
    open();
    return;
  }
  channel = new BroadcastChannel(lockName);
  channel.onmessage = ({ data }: MessageEvent<Posted>) => hear(data);
  queue(false);
  ask();
}

function stop(): void {
  window.removeEventListener("online", look);
  window.removeEventListener("pagehide", stop);
  document.removeEventListener("visibilitychange", look);
  if (listeners.size === 0) window.removeEventListener("pageshow", resume);
  clearTimeout(answerTimer);
  waiting?.abort();
  waiting = null;
  close();
  letGo?.();
  letGo = null;
  channel?.close();
  channel = null;
}

/** A page that comes back from the browser's memory starts again. */
function resume(event: PageTransitionEvent): void {
  if (!event.persisted || listeners.size === 0) return;
  start();
  tell({ kind: "refresh" });
}

/** Waits for the lock, or takes it from a tab that no longer answers. */
function queue(steal: boolean): void {
  waiting?.abort();
  waiting = new AbortController();
  const options = steal ? { steal: true } : { signal: waiting.signal };
  navigator.locks
    .request(lockName, options, () => {
      clearTimeout(answerTimer);
      open();
      return new Promise<void>((resolve) => {
        letGo = resolve;
      });
    })
    .catch((error: unknown) => {
      // Aborted: this tab left, or another took over. Then it listens like the others.
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
      if (!letGo) return;
      letGo = null;
      close();
      if (channel) queue(false);
    });
}

/** Asks whoever reads the stream to answer; silence means that its tab is asleep. */
function ask(): void {
  if (source || !channel) return;
  channel.postMessage({ kind: "hello" } satisfies Posted);
  clearTimeout(answerTimer);
  answerTimer = window.setTimeout(() => {
    if (!source && document.visibilityState === "visible") queue(true);
  }, answerMs);
}

function hear(message: Posted): void {
  if (message.kind === "hello") {
    if (source || retryTimer) channel?.postMessage({ kind: "state", state } satisfies Posted);
  } else if (message.kind === "reopen") {
    if (source) open();
  } else {
    clearTimeout(answerTimer);
    tell(message);
  }
}

/** Something may have been missed while the network or the tab was away. */
function look(): void {
  if (document.visibilityState === "hidden") return;
  tell({ kind: "refresh" });
  if (letGo || !channel) {
    if (!source || source.readyState === EventSource.CLOSED) open();
  } else ask();
}

function open(): void {
  close();
  const opened = new EventSource(address);
  source = opened;
  opened.onopen = () => {
    failures = 0;
    share({ kind: "state", state: "open" });
    share({ kind: "refresh" });
  };
  opened.onerror = () => failed(opened);
  for (const name of names) {
    opened.addEventListener(name, (event: MessageEvent<string>) =>
      share({ kind: "event", name, payload: JSON.parse(event.data) }),
    );
  }
}

/** The browser reconnects by itself after a break; after a refusal it does not, so we do, ever more slowly. */
function failed(which: EventSource): void {
  if (which !== source) return;
  failures += 1;
  share({ kind: "state", state: failures > failuresBeforeNone ? "none" : "trying" });
  if (which.readyState !== EventSource.CLOSED) return;
  clearTimeout(retryTimer);
  const pause = Math.min(retryMaxMs, retryMinMs * 2 ** failures) * (0.75 + Math.random() / 2);
  retryTimer = window.setTimeout(open, pause);
}

function close(): void {
  clearTimeout(retryTimer);
  retryTimer = 0;
  source?.close();
  source = null;
}

function share(message: LiveMessage): void {
  channel?.postMessage(message satisfies Posted);
  tell(message);
}

function tell(message: LiveMessage): void {
  if (message.kind === "state") state = message.state;
  for (const listener of listeners) listener(message);
}
