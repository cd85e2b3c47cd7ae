import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import type { ImageDto, ImagePageDto } from "@/lib/images/schema";
import type { StyleWords } from "./style-words";
import type { Tile, TilePage } from "./tile";
import { techniqueOf, titleOf } from "./wall-words";

/** A wall has many pictures; the whole of a long text stands on the picture's own page. */
const textMaxChars = 240;

/** Who looks at a wall, as far as its tiles differ by that. */
export interface Onlooker {
  /** Whether sensitive pictures are shown to this viewer unasked. */
  showsSensitive: boolean;
}

/** Hangs a page of pictures: from what the service gives to what a tile shows. */
export async function tilePageOf(page: ImagePageDto, { showsSensitive }: Onlooker): Promise<TilePage> {
  const [t, format, { styles }] = await Promise.all([getTranslations("label"), getFormatter(), getMessages()]);
  return {
    nextCursor: page.nextCursor,
    tiles: page.images.map((image) => {
      const title = titleOf(image, t).slice(0, textMaxChars);
      return {
        id: image.id,
        uuid: image.uuid,
        version: image.version,
        width: image.width,
        height: image.height,
        thumbhash: image.thumbhash,
        alt: image.alt?.slice(0, textMaxChars) ?? t("alt", { title }),
        title,
        line: lineOf(image, t, format, styles),
        mark: image.isSample ? t("sample") : image.isPublic && !image.isTemp ? null : t("private"),
        likes: image.likes,
        isLiked: image.likedByViewer,
        isMine: image.isMine,
        isPublic: image.isPublic,
        isTemp: image.isTemp,
        isVeiled: image.isSensitive && !image.isMine && !showsSensitive,
        createdAt: image.createdAt,
      } satisfies Tile;
    }),
  };
}

type Translate = Awaited<ReturnType<typeof getTranslations<"label">>>;
type Format = Awaited<ReturnType<typeof getFormatter>>;

function lineOf(image: ImageDto, t: Translate, format: Format, styles: StyleWords): string {
  const parts = [
    image.maker ? t("by", { name: image.maker.name }) : null,
    techniqueOf(image, t, format, styles),
    image.expiresAt && t("expires", { when: format.relativeTime(new Date(image.expiresAt)) }),
    format.dateTime(new Date(image.createdAt), { dateStyle: "medium" }),
  ];
  return parts.filter(Boolean).join(" · ");
}
