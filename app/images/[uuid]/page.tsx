import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getFormatter, getLocale, getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { pageUser } from "@/app/page-user";
import { cardUrl } from "@/app/public-words";
import { sourcesOf } from "@/components/gallery/sources";
import { techniqueOf, titleOf } from "@/components/gallery/wall-words";
import { HiddenPicture } from "@/components/picture/hidden-picture";
import { Lineage } from "@/components/picture/lineage";
import { PictureActions } from "@/components/picture/picture-actions";
import { PictureLabel } from "@/components/picture/picture-label";
import { PictureTurns } from "@/components/picture/picture-turns";
import { PictureVeil } from "@/components/picture/picture-veil";
import { PictureView } from "@/components/picture/picture-view";
import { Recipe } from "@/components/picture/recipe";
import { EmptyWall } from "@/components/site/empty-wall";
import { placeholderUrl } from "@/components/ui/thumbhash";
import { findPublicUrl } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import { pageViewer } from "@/lib/http/page";
import { isUuid } from "@/lib/ids";
import { type ImageDetailDto, mediaUrl } from "@/lib/images/schema";
import { getImageHistory } from "@/lib/images/service/history";
import { getImageDetail } from "@/lib/images/service/read";
import { findForEveryone } from "@/lib/images/service/show";
import { cardSize } from "@/lib/imaging/card";
import { findOwnHidden } from "@/lib/moderation/service/report";
import { listStyles } from "@/lib/styles/service";
import { nobody, type Viewer } from "@/lib/viewer";

type Params = { params: Promise<{ uuid: string }> };
type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const picture = await findPicture((await params).uuid);
  if (!picture) return {};
  const [t, label, format, { styles }, everyones] = await Promise.all([
    getTranslations("picture"),
    getTranslations("label"),
    getFormatter(),
    getMessages(),
    findForEveryone(picture.uuid),
  ]);
  const title = titleOf(picture, label).slice(0, 120);
  const technique = techniqueOf(picture, label, format, styles) ?? "";
  const description = t("description", { title, technique });
  const canonical = `/images/${picture.uuid}`;
  // Other sites are told of what everyone may see, and of nothing else.
  if (!everyones) {
    return { title, description, alternates: { canonical }, robots: { index: false, follow: false }, openGraph: null };
  }
  const card = { url: cardUrl(everyones), ...cardSize, type: "image/jpeg", alt: picture.alt ?? title };
  const embed = `/oembed?${new URLSearchParams({ url: (await findPublicUrl()) + canonical, format: "json" })}`;
  return {
    title,
    description,
    alternates: { canonical, types: { "application/json+oembed": [{ url: embed, title }] } },
    openGraph: { title, description, type: "article", url: canonical, images: [card] },
    twitter: { card: "summary_large_image", title, description, images: [card] },
  };
}

/** One picture, large, with its label, its recipe and where it came from. */
export default async function PicturePage({ params, searchParams }: Params & { searchParams: Search }) {
  const { uuid } = await params;
  const own = await findPicture(uuid);
  if (!own) {
    const hidden = isUuid(uuid) ? await findOwnHidden(await pageViewer(), uuid) : null;
    if (!hidden) notFound();
    return <HiddenPicture picture={hidden} />;
  }
  const asked = await searchParams;
  const isStranger = own.isMine && asked.as === "stranger";
  const viewer = isStranger ? nobody : await pageViewer();
  const picture = isStranger ? await detailFor(nobody, uuid) : own;
  if (!picture) return <StrangersNotice uuid={uuid} isSeen={false} />;
  const [t, label, locale, messages] = await Promise.all([
    getTranslations("picture"),
    getTranslations("label"),
    getLocale(),
    getMessages(),
  ]);
  const [history, styles] = await Promise.all([orNull(getImageHistory(viewer, picture.id)), listStyles(viewer)]);
  // Made private since the first look at it.
  if (!history) notFound();
  const titles = Object.fromEntries(styles.map(({ slug, title }) => [slug, title]));
  const title = titleOf(picture, label);
  const placeholder = picture.thumbhash ? placeholderUrl(picture.thumbhash) : null;
  const user = await pageUser();
  const veils = !picture.isMine && asked.show !== "1" && !(user?.show_sensitive && !isStranger);
  const words = { picture: messages.picture, errors: messages.errors };
  return (
    <article className="picture">
      {isStranger && <StrangersNotice uuid={uuid} isSeen />}
      <PictureTurns newer={picture.newer} older={picture.older} words={{ newer: t("newer"), older: t("older") }}>
        {veils && picture.isSensitive ? (
          <PictureVeil width={picture.width} height={picture.height} placeholder={placeholder} href="?show=1" />
        ) : (
          <PictureView
            sources={sourcesOf(picture, { full: true })}
            full={mediaUrl(picture.uuid, "full", picture.version)}
            width={picture.width}
            height={picture.height}
            alt={picture.alt ?? picture.prompt ?? picture.name}
            placeholder={placeholder}
            words={{
              in: t("zoom.in"),
              out: t("zoom.out"),
              fit: t("zoom.fit"),
              help: t("zoom.help"),
              full: t("full"),
              screen: t("screen"),
            }}
          />
        )}
      </PictureTurns>
      <div className="picture-side">
        <PictureLabel picture={picture} title={title} />
        <NextIntlClientProvider locale={locale} messages={words} timeZone="UTC">
          <PictureActions
            picture={picture}
            address={new URL(`/images/${uuid}`, await findPublicUrl()).href}
            isUser={viewer.kind === "user"}
            canTrash={viewer.kind === "user" && viewer.role !== "user"}
          />
        </NextIntlClientProvider>
        <Recipe picture={picture} />
      </div>
      <Lineage history={history} view={{ titles, veils }} />
    </article>
  );
}

/** Says that one looks at one's own picture as others do, and whether they see it at all. */
async function StrangersNotice({ uuid, isSeen }: { uuid: string; isSeen: boolean }) {
  const t = await getTranslations("picture.stranger");
  const back = (
    <a className="link inline-flex min-h-10 items-center" href={`/images/${uuid}`}>
      {t("back")}
    </a>
  );
  if (!isSeen) {
    return (
      <EmptyWall title={t("unseenTitle")} body={t("unseen")}>
        {back}
      </EmptyWall>
    );
  }
  return (
    <p className="picture-stranger" role="status">
      {t("seen")} {back}
    </p>
  );
}

/** Read once for page and metadata. */
const findPicture = cache(async (uuid: string) => detailFor(await pageViewer(), uuid));

/** Null for what is private, missing or no picture's name at all. */
async function detailFor(viewer: Viewer, uuid: string): Promise<ImageDetailDto | null> {
  return isUuid(uuid) ? orNull(getImageDetail(viewer, uuid)) : null;
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  }
}
