import type { createFormatter, createTranslator } from "next-intl";
import type messages from "@/lib/i18n/messages/en.json";
import type { ImageDto } from "@/lib/images/schema";
import { type StyleWords, styleTitle } from "./style-words";

type Translate = ReturnType<typeof createTranslator<typeof messages, "label">>;
type Format = Pick<ReturnType<typeof createFormatter>, "number">;

/** What stands on the label as title: the given title, the words it was made from, or the file's name. */
export function titleOf(image: Pick<ImageDto, "title" | "prompt" | "name">, t: Translate): string {
  return image.title ?? image.prompt ?? (image.name.replace(/\.[a-z0-9]{2,5}$/i, "") || t("untitled"));
}

/** How it was made, as a museum would say it: "Ink hatching, strength 0.7", a model's name, or "Photograph". */
export function techniqueOf(
  image: Pick<ImageDto, "kind" | "style" | "strength" | "model">,
  t: Translate,
  format: Format,
  styles: StyleWords,
): string | null {
  if (image.style) {
    const style = styleTitle(image.style, styles);
    if (image.strength === null) return style;
    const strength = format.number(image.strength, { maximumFractionDigits: 2 });
    return t("styled", { style, strength });
  }
  if (image.kind === "uploaded") return t("photograph");
  return modelWords(image.model, t);
}

/** The built-in painter says plainly that it is no AI; other models go by their own name. */
export function modelWords(model: string | null, t: Translate): string | null {
  return model === "painter" ? t("sketch") : model;
}
