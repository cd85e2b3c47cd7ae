import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { sourcesOf } from "@/components/gallery/sources";
import { techniqueOf, titleOf } from "@/components/gallery/wall-words";
import { Lineage } from "@/components/picture/lineage";
import { PictureActions } from "@/components/picture/picture-actions";
import { PictureLabel } from "@/components/picture/picture-label";
import { PictureTurns } from "@/components/picture/picture-turns";
import { PictureView } from "@/components/picture/picture-view";
import { Recipe } from "@/components/picture/recipe";
import { placeholderUrl } from "@/components/ui/thumbhash";
import { AppError } from "@/lib/errors";
import { pageViewer } from "@/lib/http/page";
import { isUuid } from "@/lib/ids";
import { type ImageDetailDto, mediaUrl } from "@/lib/images/schema";
import { getImageDetail } from "@/lib/images/service/read";

type Params = { params: Promise<{ uuid: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const picture = await findPicture((await params).uuid);
  if (!picture) return {};
  const [t, label, format, { styles }] = await Promise.all([
    getTranslations("picture"),
    getTranslations("label"),
    getFormatter(),
    getMessages(),
  ]);
  const title = titleOf(picture, label).slice(0, 120);
  const technique = techniqueOf(picture, label, format, styles) ?? "";
  const description = t("description", { title, technique });
  const card = { url: mediaUrl(picture.uuid, "1280", picture.version), alt: picture.alt ?? title };
  return {
    title,
    description,
    alternates: { canonical: `/images/${picture.uuid}` },
    robots: picture.isPublic && !picture.isTemp ? undefined : { index: false, follow: false },
    openGraph: { title, description, type: "article", images: [card] },
    twitter: { card: "summary_large_image", title, description, images: [card] },
  };
}

/** One picture, large, with its label, its recipe and where it came from. */
export default async function PicturePage({ params }: Params) {
  const picture = await findPicture((await params).uuid);
  if (!picture) notFound();
  const [t, label] = await Promise.all([getTranslations("picture"), getTranslations("label")]);
  const title = titleOf(picture, label);
  return (
    <article className="picture">
      <PictureTurns newer={picture.newer} older={picture.older} words={{ newer: t("newer"), older: t("older") }}>
        <PictureView
          sources={sourcesOf(picture, { full: true })}
          full={mediaUrl(picture.uuid, "full", picture.version)}
          width={picture.width}
          height={picture.height}
          alt={picture.alt ?? picture.prompt ?? picture.name}
          placeholder={picture.thumbhash ? placeholderUrl(picture.thumbhash) : null}
          words={{ in: t("zoom.in"), out: t("zoom.out"), fit: t("zoom.fit"), help: t("zoom.help"), full: t("full") }}
        />
      </PictureTurns>
      <div className="picture-side">
        <PictureLabel picture={picture} title={title} />
        <PictureActions picture={picture} />
        <Recipe picture={picture} />
      </div>
      <Lineage picture={picture} />
    </article>
  );
}

/** Read once for page and metadata. Null for what is private, missing or no picture's name at all. */
const findPicture = cache(async (uuid: string): Promise<ImageDetailDto | null> => {
  if (!isUuid(uuid)) return null;
  try {
    return await getImageDetail(await pageViewer(), uuid);
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  }
});
