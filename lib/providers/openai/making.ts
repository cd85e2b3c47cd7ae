import { secondMs, sleep } from "@/lib/clock";
import { fileTypes } from "@/lib/imaging/encode";
import { readHeader } from "@/lib/imaging/header";
import { decodePixels } from "@/lib/imaging/pixels";
import { limits } from "@/lib/limits";
import { type Made, type MakeContext, type MakeRequest, ProviderError } from "../define";
import { cutPicture } from "../fit";
import { markThroughModel } from "../mark";
import { nativeSidePx } from "../size";
import type { OpenAiConfig } from "./config";
import { Estimate } from "./estimate";
import { type Fields, OpenAiServer, type Quality, type Wanted } from "./server";
import { isGptImage, sizeFor } from "./size";
import { wordsFor } from "./words";

const previewSidePx = 512;
/** What was made is paid for: after the first picture, what passes is waited for here and not by beginning anew. */
const patienceTries = 3;
/** Fields that a server need not know. */
const optional = [
  ...(["stream", "partial_images", "quality", "moderation", "safety_identifier", "response_format"] as const),
  "size",
] as const;

const qualities = ["low", "medium", "high"] as const;

/** The pictures of one request, one call each, so that each has its previews and none is lost with another. */
export class OpenAiMaking {
  private readonly server: OpenAiServer;

  constructor(
    private readonly request: MakeRequest,
    private readonly config: OpenAiConfig,
    private readonly context: MakeContext,
  ) {
    this.server = new OpenAiServer(config, context.network);
  }

  /** @throws ProviderError; the signal's reason when it aborts */
  async all(): Promise<Made[]> {
    const { request, context } = this;
    const wanted = await this.wanted();
    const made: Made[] = [];
    for (let index = 0; index < request.count; index++) {
      const picture = await this.patiently(wanted, index);
      const seed = (request.seed + index) % (limits.seedMax + 1);
      made.push({ picture, mark: markThroughModel(request.source), model: request.model, version: 1, seed });
      context.progress((index + 1) / request.count);
    }
    return made;
  }

  private async patiently(wanted: Wanted, index: number): Promise<Made["picture"]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.one(wanted, index);
      } catch (error) {
        const { signal } = this.context;
        signal.throwIfAborted();
        const mayPass = error instanceof ProviderError && error.options.retryable;
        if (!mayPass || index === 0 || attempt === patienceTries) throw error;
        await sleep(error.options.retryAfterMs ?? secondMs, signal);
        signal.throwIfAborted();
      }
    }
  }

  private async one(wanted: Wanted, index: number): Promise<Made["picture"]> {
    const { request, context } = this;
    const quality = String(wanted.fields.quality ?? "auto");
    const estimate = new Estimate(quality, (done) => context.progress((index + done) / request.count));
    try {
      const bytes = await this.server.picture(wanted, {
        signal: context.signal,
        partial: (partial) => {
          estimate.sawPartial(Number(wanted.fields.partial_images ?? 1));
          this.show(partial);
        },
      });
      return await cutPicture(bytes, request);
    } finally {
      estimate.end();
    }
  }

  private async wanted(): Promise<Wanted> {
    const { request, config } = this;
    const { model, source, maker } = request;
    const size = sizeFor(model, request, config.sidePx || nativeSidePx(model));
    const partials = request.isDraft ? 0 : config.partialImages;
    const own: Partial<Fields> = {
      quality: this.quality,
      moderation: config.moderation,
      ...(maker ? { safety_identifier: maker } : {}),
    };
    const fields: Fields = {
      ...{ model, prompt: wordsFor(request), n: 1, size: `${size.width}x${size.height}` },
      ...(isGptImage(model) ? own : { response_format: "b64_json" }),
      ...(partials > 0 ? { stream: true, partial_images: partials } : {}),
    };
    return { fields, optional, image: source ? await attach(source.bytes) : null };
  }

  /** What was chosen, within what the administrator allows. */
  private get quality(): Quality {
    const best = this.config.quality;
    const chosen = this.request.isDraft ? "low" : this.request.params.quality;
    const allowed = qualities.slice(0, qualities.indexOf(best) + 1);
    const known = qualities.find((one) => one === chosen);
    if (known === undefined) return best === "high" ? "auto" : best;
    return allowed.find((one) => one === known) ?? best;
  }

  /** A preview is a stranger's bytes too; one that cannot be decoded is no loss. */
  private show(bytes: Buffer): void {
    decodePixels(bytes, previewSidePx).then(
      (pixels) => this.context.preview(pixels),
      () => undefined,
    );
  }
}

async function attach(bytes: Buffer): Promise<Wanted["image"]> {
  const { mime, extension } = fileTypes[(await readHeader(bytes)).format];
  return { name: `picture.${extension}`, bytes, mime };
}
