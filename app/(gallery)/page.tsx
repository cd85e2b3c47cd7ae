import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { FreshWalls } from "@/components/gallery/fresh-walls";
import { Hanging } from "@/components/gallery/hanging";
import { PromptLine } from "@/components/gallery/prompt-line";
import { Rows } from "@/components/gallery/rows";
import { SortLinks } from "@/components/gallery/sort-links";
import { tilePageOf } from "@/components/gallery/tile-of";
import { EmptyWall } from "@/components/site/empty-wall";
import { errorSentences } from "@/components/ui/error-key";
import { pageViewer } from "@/lib/http/page";
import type { ImagePageDto } from "@/lib/images/schema";
import { listGallery } from "@/lib/images/service/read";
import { limits } from "@/lib/limits";
import { orderQuery, readGalleryQuery, wallPageSize } from "./query";

const eagerPictures = 8;

/** What may keep the line on the wall from being sent. */
const lineErrors = [
  "network",
  "internal",
  "unavailable",
  "invalid",
  "rate_limited",
  "quota",
  "guests_off",
  "unverified",
] as const;
const queueFull = "Many of your pictures are still waiting. Please let some finish first.";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  const t = await getTranslations("site");
  const { cursor } = await searchParams;
  return {
    title: { absolute: `${t("name")}. ${t("description")}` },
    alternates: { canonical: "/" },
    robots: cursor ? { index: false, follow: true } : undefined,
  };
}

/** The public gallery. */
export default async function GalleryPage({ searchParams }: { searchParams: Search }) {
  const query = readGalleryQuery(await searchParams);
  const viewer = await pageViewer();
  const page = await listGallery(viewer, {
    cursor: query.cursor,
    sort: query.sort,
    order: "desc",
    limit: wallPageSize,
  });
  const [t, errors] = await Promise.all([getTranslations("gallery"), getTranslations("errors")]);
  return (
    <>
      <h1 className="sr-only">{t("heading")}</h1>
      <div className="pt-6 pb-8 sm:pt-10 sm:pb-12">
        <PromptLine
          words={{
            label: t("line.label"),
            placeholder: t("line.placeholder"),
            submit: t("line.submit"),
            sending: t("line.sending"),
            errors: {
              ...Object.fromEntries(lineErrors.map((code) => [code, errors(code)])),
              [queueFull]: errors(errorSentences[queueFull]),
              promptEmpty: errors("promptEmpty"),
              promptLong: errors("promptLong", { max: limits.promptMaxChars }),
            },
          }}
        />
      </div>
      {page.images.length === 0 ? (
        <BareWall isFirst={!query.cursor} />
      ) : (
        <>
          <SortLinks sort={query.sort} />
          <Wall page={page} query={orderQuery(query)} />
          {query.cursor && (
            <p className="text-center">
              <Link href={`/?${orderQuery(query)}`} className="link inline-flex min-h-10 items-center" prefetch={false}>
                {t("first")}
              </Link>
            </p>
          )}
        </>
      )}
      {!query.cursor && isFilling(page) && <FreshWalls />}
    </>
  );
}

async function Wall({ page, query }: { page: ImagePageDto; query: string }) {
  const t = await getTranslations("gallery");
  const { tiles, nextCursor } = await tilePageOf(page);
  return (
    <Rows
      key={`${query} ${tiles[0]?.uuid}`}
      nextCursor={nextCursor}
      query={query}
      words={{
        list: t("list"),
        next: t("next"),
        loading: t("loading"),
        failed: t("loadFailed"),
        retry: t("retry"),
        end: t("end"),
      }}
    >
      {tiles.map((tile, index) => (
        <Hanging key={tile.uuid} tile={tile} eager={index < eagerPictures} />
      ))}
    </Rows>
  );
}

async function BareWall({ isFirst }: { isFirst: boolean }) {
  const t = await getTranslations("gallery");
  if (isFirst) return <EmptyWall level="h2" title={t("empty.title")} body={t("empty.body")} />;
  return (
    <EmptyWall level="h2" title={t("emptyPage.title")} body={t("emptyPage.body")}>
      <Link href="/" className="link" prefetch={false}>
        {t("first")}
      </Link>
    </EmptyWall>
  );
}

/** Whether only samples hang so far, and few: then more are being painted right now. */
function isFilling({ images, nextCursor }: ImagePageDto): boolean {
  return nextCursor === null && images.every((image) => image.isSample);
}
