import type { Pixels } from "@/lib/filters/define";
import type { PreviewAnswer, PreviewRequest } from "./preview-worker";

/** A browser worker that renders previews, one after the other; it begins with the first and ends with `stop`. */
export class PreviewRenderer {
  private worker: Worker | null = null;
  private waiting = new Map<number, (pixels: Pixels | null) => void>();
  private count = 0;

  /** Null when the filter failed or the work was stopped. */
  render(request: Omit<PreviewRequest, "id">): Promise<Pixels | null> {
    this.worker ??= this.begin();
    this.count += 1;
    const id = this.count;
    this.worker.postMessage({ id, ...request } satisfies PreviewRequest);
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  /** Drops what is under way at once: a filter cannot hear that nobody waits for it any more. */
  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    for (const resolve of this.waiting.values()) resolve(null);
    this.waiting.clear();
  }

  private begin(): Worker {
    const worker = new Worker(new URL("./preview-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<PreviewAnswer>) => {
      this.waiting.get(data.id)?.(data.pixels);
      this.waiting.delete(data.id);
    };
    return worker;
  }
}
