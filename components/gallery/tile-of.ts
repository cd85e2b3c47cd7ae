import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import { placeholderUrl } from "@/components/ui/thumbhash";
import type { ImageDto, ImagePageDto } from "@/lib/images/schema";
import { sourcesOf } from "./sources";
import type { StyleWords } from "./style-words";
import type { Tile, TilePage } from "./tile";
import { techniqueOf, titleOf } from "./wall-words";

/** Hangs a page of pictures: from what the service gives to what a tile shows. */
export async function tilePageOf(page: ImagePageDto): Promise<TilePage> {
  const [t, format, { styles }] = await Promise.all([getTranslations("label"), getFormatter(), getMessages()]);
  return {
    nextCursor: page.nextCursor,
    tiles: page.images.map((image) => {
      const title = titleOf(image, t);
      return {
        uuid: image.uuid,
        width: image.width,
        height: image.height,
        ...sourcesOf(image),
        alt: altOf(image, title, t),
        title,
        lines: linesOf(image, t, format, styles),
        date: format.dateTime(new Date(image.createdAt), { dateStyle: "medium" }),
        dateTime: image.createdAt,
        mark: image.isSample ? t("sample") : image.isPublic ? null : t("private"),
        placeholder: image.thumbhash ? placeholderUrl(image.thumbhash) : null,
      } satisfies Tile;
    }),
  };
}

type Translate = Awaited<ReturnType<typeof getTranslations<"label">>>;
type Format = Awaited<ReturnType<typeof getFormatter>>;

function altOf(image: ImageDto, title: string, t: Translate): string {
  return image.alt ?? t("alt", { title });
}

function linesOf(image: ImageDto, t: Translate, format: Format, styles: StyleWords): string[] {
  const lines: (string | null)[] = [
    image.maker ? t("by", { name: image.maker.name }) : null,
    techniqueOf(image, t, format, styles),
    image.likes > 0 ? t("likes", { count: image.likes }) : null,
  ];
  return lines.filter((line) => line !== null);
}
