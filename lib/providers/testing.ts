import { setTimeout as pause } from "node:timers/promises";
import type { Pixels } from "@/lib/filters/define";
import { preparePixels } from "@/lib/imaging/ingest";
import type { MakeContext, MakeRequest } from "./define";
import { everywhere } from "./network";

/** For tests: a request for one small picture from words. */
export function describeRequest(values: Partial<MakeRequest> = {}): MakeRequest {
  return {
    prompt: "a red sun over the sea",
    negativePrompt: null,
    source: null,
    style: null,
    model: "dreamshaper_8.safetensors",
    params: {},
    strength: 1,
    seed: 7,
    width: 128,
    height: 96,
    count: 1,
    maker: null,
    isDraft: false,
    ...values,
  };
}

/** For tests: a stored photograph. */
export async function photograph(width = 96, height = 64): Promise<Buffer> {
  const data = new Uint8ClampedArray(width * height * 4).map((_, at) => (at % 4 === 3 ? 255 : (at * 37) % 256));
  return (await preparePixels({ width, height, data }, { mark: "algorithmicMedia" })).full;
}

/** For tests: what a caller of a provider hears. */
export class Listener implements MakeContext {
  readonly told: number[] = [];
  readonly previews: Pixels[] = [];
  readonly places: number[] = [];
  readonly remembered: string[] = [];
  readonly controller = new AbortController();
  readonly signal = this.controller.signal;
  readonly network = everywhere;
  isAlone = true;

  progress(done: number): void {
    this.told.push(done);
  }

  waiting(position: number): void {
    this.places.push(position);
  }

  preview(pixels: Pixels): void {
    this.previews.push(pixels);
  }

  async remember(remoteId: string): Promise<void> {
    this.remembered.push(remoteId);
  }
}

/** For tests: waits until something is so, at most 10 s. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !isSo(); await pause(5)) {
    if (Date.now() > end) throw new Error("It never came to be so.");
  }
}
