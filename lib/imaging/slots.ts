import { limits } from "@/lib/limits";

interface Slots {
  free: number;
  waiting: { weight: number; start: () => void }[];
}

declare global {
  var atelierDecodeSlots: Slots | undefined;
}

/** A picture of more pixels than this takes every slot: two of the largest at once would take twice the memory. */
const aloneAbovePixels = 16_000_000;

/** How many slots a picture of that many pixels takes. */
export function decodeWeight(pixels: number): number {
  return pixels > aloneAbovePixels ? limits.decodesAtOnce : 1;
}

/**
 * Runs `work` when `weight` of the process's `limits.decodesAtOnce` slots are free, first come first served.
 * Rejects with the signal's reason when it aborts while waiting; work that has begun is not interrupted.
 */
export async function withDecodeSlot<T>(weight: number, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const slots = sharedSlots();
  await take(slots, weight, signal);
  try {
    return await work();
  } finally {
    slots.free += weight;
    startWaiting(slots);
  }
}

function take(slots: Slots, weight: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      slots.waiting = slots.waiting.filter((other) => other !== entry);
      reject(signal?.reason);
      startWaiting(slots);
    };
    const entry = {
      weight,
      start: () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      },
    };
    signal?.addEventListener("abort", leave, { once: true });
    slots.waiting.push(entry);
    startWaiting(slots);
  });
}

function startWaiting(slots: Slots): void {
  while (slots.waiting.length > 0 && slots.waiting[0].weight <= slots.free) {
    const next = slots.waiting.shift();
    if (!next) return;
    slots.free -= next.weight;
    next.start();
  }
}

/** On the global object, because the server and its pages are separate bundles in one process. */
function sharedSlots(): Slots {
  globalThis.atelierDecodeSlots ??= { free: limits.decodesAtOnce, waiting: [] };
  return globalThis.atelierDecodeSlots;
}
