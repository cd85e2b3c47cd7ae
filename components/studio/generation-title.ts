import type { useTranslations } from "next-intl";
import type { GenerationDto } from "@/lib/generations/schema";

/** What a generation is called: the words it was asked with, or the style the photograph gets. */
export function generationTitle(
  generation: Pick<GenerationDto, "prompt" | "style">,
  t: ReturnType<typeof useTranslations<"studio">>,
): string {
  if (generation.prompt) return generation.prompt;
  return generation.style ? t("card.restyle", { style: generation.style.title }) : t("card.restyleBare");
}
