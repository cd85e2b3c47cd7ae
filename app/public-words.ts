import { createFormatter, createTranslator } from "next-intl";
import { techniqueOf, titleOf } from "@/components/gallery/wall-words";
import messages from "@/lib/i18n/messages/en.json";
import type { ImageDto } from "@/lib/images/schema";

// Feeds and cards are fetched by machines and kept for many readers: they have one language, whoever asks.
const label = createTranslator({ locale: "en", messages, namespace: "label" });
const format = createFormatter({ locale: "en", timeZone: "UTC" });

export const siteDescription = messages.site.description;

/** What a wall label says of a picture, in English. */
export function publicLabel(image: ImageDto): {
  title: string;
  maker: string | null;
  technique: string | null;
  date: string;
} {
  return {
    title: titleOf(image, label),
    maker: image.maker?.name ?? null,
    technique: techniqueOf(image, label, format, messages.styles),
    date: format.dateTime(new Date(image.createdAt), { dateStyle: "long" }),
  };
}

/** The address of a picture's share card; it changes with what stands on it. */
export function cardUrl(image: Pick<ImageDto, "uuid" | "version">): string {
  return `/images/${image.uuid}/card?v=${image.version}`;
}
