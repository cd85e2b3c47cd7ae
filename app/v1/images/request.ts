import { z } from "zod";
import { promptChars, promptSchema } from "@/lib/generations/schema";
import { limits } from "@/lib/limits";

const { generateSideMinPx: minPx, generateSideMaxPx: maxPx, generateCountMax: countMax } = limits;
const sizeWords = `Give a size as WIDTHxHEIGHT in pixels, each from ${minPx} to ${maxPx}, such as 1024x1024, or auto.`;

/** `auto`, or `WIDTHxHEIGHT` in pixels. */
const sizeSchema = z
  .string(sizeWords)
  .regex(/^(?:auto|\d{1,5}x\d{1,5})$/, sizeWords)
  .refine((size) => sidesOf(size).every((side) => side >= minPx && side <= maxPx), sizeWords);

const one = <T extends readonly [string, ...string[]]>(...values: T) => z.enum(values, `One of ${values.join(", ")}.`);

/** What both ways of asking have in common. What OpenAI's API takes and we have no use for is taken, too. */
const common = {
  size: sizeSchema.nullish(),
  quality: one("auto", "low", "medium", "high", "standard", "hd").nullish(),
  response_format: one("b64_json", "url").nullish(),
  output_format: one("png", "jpeg", "webp").nullish(),
  output_compression: z.number().min(0).max(100).nullish(),
  background: z.enum(["auto", "opaque"], "Transparent backgrounds are not made here.").nullish(),
  user: z.string().max(1000).nullish(),
  stream: z.boolean("true or false.").nullish(),
  partial_images: z
    .int(`A whole number from 0 to ${limits.partialImagesMax}.`)
    .min(0)
    .max(limits.partialImagesMax, `At most ${limits.partialImagesMax} previews can be asked for.`)
    .nullish(),
  seed: z.int().min(0).max(limits.seedMax).nullish(),
  strength: z.number().min(0).max(1).nullish(),
};

const model = z.string("The name of a model.").max(200);
const pictures = z
  .int("A whole number.")
  .min(1, "At least 1.")
  .max(countMax, `At most ${countMax} pictures can be asked for at once.`);
const promptWords = `Words of at most ${limits.promptMaxChars} characters, or none.`;

/** `POST /v1/images/generations`. */
export const generationsInput = z.object({
  prompt: z.string("A prompt is needed.").pipe(promptSchema).meta(promptChars),
  model: model.nullish(),
  n: pictures.nullish(),
  negative_prompt: z.string().trim().max(limits.negativePromptMaxChars).nullish(),
  moderation: one("auto", "low").nullish(),
  style: one("vivid", "natural").nullish(),
  ...common,
});

/** The fields of `POST /v1/images/edits`. */
export const editsInput = z.object({
  prompt: z
    .union(
      [
        promptSchema,
        z
          .string()
          .regex(/^\s*$/u)
          .transform(() => ""),
      ],
      promptWords,
    )
    .nullish()
    .transform((words) => words ?? ""),
  model: model.nullish(),
  n: pictures.nullish(),
  input_fidelity: one("high", "low").nullish(),
  ...common,
});

/** Width and height in pixels; 1024 each for `auto`. */
export function sidesOf(size: string): [number, number] {
  const [width = 1024, height = 1024] = size === "auto" ? [] : size.split("x").map(Number);
  return [width, height];
}

const numbers = new Set(["n", "output_compression", "partial_images", "seed", "strength"]);

/** A form's text fields as JSON would hold them. */
export function readFields(form: FormData): Record<string, unknown> {
  const fields = [...form].filter((field): field is [string, string] => typeof field[1] === "string");
  return Object.fromEntries(
    fields.map(([name, text]) => {
      if (numbers.has(name)) return [name, text.trim() === "" ? undefined : Number(text)];
      return name === "stream" && /^(?:true|false)$/i.test(text) ? [name, /^true$/i.test(text)] : [name, text];
    }),
  );
}
