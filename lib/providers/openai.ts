import { secondMs } from "@/lib/clock";
import type { ParamSpecs } from "@/lib/filters/define";
import { limits } from "@/lib/limits";
import { defineProvider } from "./define";
import { checkOpenAi } from "./openai/check";
import { openAiConfig } from "./openai/config";
import { OpenAiMaking } from "./openai/making";

const params = {
  quality: { kind: "choice", choices: ["auto", "low", "medium", "high"], default: "auto" },
} as const satisfies ParamSpecs;

/** OpenAI's image models, or those of a server that speaks as OpenAI does; they know no seeds. */
export const openai = defineProvider({
  kind: "openai",
  config: openAiConfig,
  secrets: ["secret"],
  params,

  capabilities: ({ answerSeconds }) => ({
    textToImage: true,
    restyle: true,
    negativePrompt: true,
    seed: false,
    countMax: limits.generateCountMax,
    sides: { min: limits.generateSideMinPx, max: limits.generateSideMaxPx },
    progress: "estimated",
    previews: true,
    // The answer is not waited for any more; what runs there runs on, and is paid for.
    cancel: false,
    longestMs: answerSeconds * secondMs * (limits.generateCountMax + 1),
  }),

  check: checkOpenAi,

  run: (request, config, context) => new OpenAiMaking(request, config, context).all(),
});
