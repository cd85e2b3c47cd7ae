import { z } from "zod";
import { reachConfig, sidePx, whole } from "../reach";

const ownAddress = "https://api.openai.com/v1";

/** What people paste along with the address: the paths of single requests. */
const requestPath = /\/(images(\/(generations|edits|variations))?|models|chat\/completions|responses)$/;

const models = z
  .string()
  .max(2000)
  .default("")
  .transform((given) => [...new Set(given.split(/[\s,]+/).filter(Boolean))].join(", "))
  .refine((names) => names.split(", ").every((name) => name.length <= 100), "A name has at most 100 characters.");

/** What an administrator fills in for OpenAI, or a server that speaks as it does. */
export const openAiConfig = reachConfig.extend({
  /** Where its requests begin: with a version such as `/v1`, which is added where it is missing. */
  address: reachConfig.shape.address
    .transform(baseOf)
    .refine((address) => !isOpenAiInClear(address), "OpenAI is reached by https:// alone.")
    .default(ownAddress),
  authentication: z.enum(["bearer", "basic", "none"]).default("bearer"),
  /** How long a picture may take. */
  answerSeconds: whole(10, 1800).default(300),
  /** Names of models, apart by commas; without any, those that the server lists. */
  models,
  /** The best quality that people and styles may ask for; each step costs several times as much. */
  quality: z.enum(["high", "medium", "low"]).default("high"),
  /** How often one sees the picture while it comes; each look costs a little. */
  partialImages: whole(0, 3).default(2),
  /** How strictly OpenAI looks at what is asked for. */
  moderation: z.enum(["auto", "low"]).default("auto"),
  sidePx,
});
export type OpenAiConfig = z.infer<typeof openAiConfig>;

/** The names in a configuration; none when the server's own list counts. */
export function namedModels({ models: names }: Pick<OpenAiConfig, "models">): string[] {
  return names === "" ? [] : names.split(", ");
}

function baseOf(address: string): string {
  const plain = address.replace(requestPath, "").replace(/\/+$/, "");
  return /\/v\d+[a-z]*(\/|$)/.test(new URL(plain).pathname) ? plain : `${plain}/v1`;
}

/** A key must not be sent where everyone between can read it; whoever runs a server in their own network decides that. */
function isOpenAiInClear(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && /(^|\.)openai\.com$/.test(hostname);
}
