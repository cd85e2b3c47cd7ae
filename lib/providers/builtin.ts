import { z } from "zod";
import { findFilter } from "@/lib/filters";
import type { SourceType } from "@/lib/imaging/mark";
import { decodePixels } from "@/lib/imaging/pixels";
import { limits } from "@/lib/limits";
import { painterVersion } from "@/lib/scenes";
import { runPixels } from "@/lib/threads/pool";
import { defineProvider, type Made, type MakeContext, type MakeRequest, ProviderError, type Source } from "./define";

/** The painter and the filters: pictures with no key and no GPU. */
export const builtin = defineProvider({
  kind: "builtin",
  config: z.object({}),
  secrets: [],
  params: {},

  capabilities: () => ({
    textToImage: true,
    restyle: true,
    negativePrompt: true,
    seed: true,
    countMax: limits.generateCountMax,
    sides: { min: limits.generateSideMinPx, max: limits.generateSideMaxPx },
    progress: "real",
    previews: true,
    cancel: true,
    longestMs: limits.generationMs,
  }),

  async check() {
    return { ok: true, words: "Always there.", models: ["painter", "filter"], problems: [], version: null };
  },

  async run(request, _config, context) {
    const made: Made[] = [];
    for (let index = 0; index < request.count; index++) {
      const seed = (request.seed + index) % (limits.seedMax + 1);
      const share: MakeContext = { ...context, progress: (done) => context.progress((index + done) / request.count) };
      made.push(
        request.source ? await restyle(request, request.source, seed, share) : await paint(request, seed, share),
      );
      share.progress(1);
    }
    return made;
  },
});

async function paint(request: MakeRequest, seed: number, context: MakeContext): Promise<Made> {
  const pixels = await runPixels(
    {
      kind: "paint",
      prompt: request.prompt ?? "",
      negativePrompt: request.negativePrompt ?? undefined,
      seed,
      width: request.width,
      height: request.height,
      filter: request.style?.filter
        ? { slug: request.style.filter, params: request.params, strength: request.strength }
        : undefined,
    },
    context,
  );
  return { picture: { pixels }, mark: "algorithmicMedia", model: "painter", version: painterVersion, seed };
}

async function restyle(request: MakeRequest, source: Source, seed: number, context: MakeContext): Promise<Made> {
  const filter = request.style?.filter ? findFilter(request.style.filter) : undefined;
  if (!filter) {
    throw new ProviderError("invalid_request", {
      publicMessage: "This style is not available any more.",
      adminDetail: `No filter is called "${request.style?.filter}".`,
      retryable: false,
    });
  }
  const pixels = await runPixels(
    {
      kind: "filter",
      slug: filter.slug,
      source: await decodePixels(source.bytes, limits.styledSideMaxPx),
      params: request.params,
      strength: request.strength,
      seed,
    },
    context,
  );
  return { picture: { pixels }, mark: markAfterFilter(source.mark), model: filter.slug, version: filter.version, seed };
}

/** What a built-in filter makes of a picture of each origin (a photograph has no mark). */
function markAfterFilter(source: SourceType | null): SourceType {
  if (source === null || source === "algorithmicallyEnhanced") return "algorithmicallyEnhanced";
  return source === "algorithmicMedia" ? "algorithmicMedia" : "compositeWithTrainedAlgorithmicMedia";
}
