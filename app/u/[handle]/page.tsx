import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { cache } from "react";
import { readWallQuery, wallPageSize } from "@/app/(gallery)/query";
import { openWall } from "@/app/(gallery)/walls";
import { pageOnlooker } from "@/app/page-user";
import { Shelf } from "@/components/gallery/shelf";
import { AppError } from "@/lib/errors";
import { pageViewer } from "@/lib/http/page";
import { findMaker } from "@/lib/images/service/read";

type Params = Promise<{ handle: string }>;
type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const maker = await makerOf((await params).handle);
  if (!maker) return {};
  return { title: maker.name, alternates: { canonical: `/u/${maker.handle}` } };
}

/** The pictures somebody shares. */
export default async function MakerPage({ params, searchParams }: { params: Params; searchParams: Search }) {
  const maker = await makerOf((await params).handle);
  if (!maker) notFound();
  const query = readWallQuery(await searchParams);
  const viewer = await pageViewer();
  const [page, onlooker, t, format] = await Promise.all([
    openWall(viewer, { room: "maker", handle: maker.handle, query, limit: wallPageSize }),
    pageOnlooker(),
    getTranslations("gallery"),
    getFormatter(),
  ]);
  const since = format.dateTime(new Date(maker.joinedAt), { year: "numeric", month: "long" });
  return (
    <Shelf
      title={maker.name}
      under={t("maker.under", { handle: maker.handle, count: maker.pictures, since })}
      empty={{ title: t("shelf.empty"), body: t("maker.empty"), action: { href: "/", words: t("shelf.toGallery") } }}
      page={page}
      room="maker"
      path={`/u/${maker.handle}`}
      query=""
      isFirst={!query.cursor}
      isUser={viewer.kind === "user"}
      onlooker={onlooker}
    />
  );
}

/** Read once for page and metadata; null for who is unknown. */
const makerOf = cache(async (handle: string) => {
  try {
    return await findMaker(await pageViewer(), decodeURIComponent(handle));
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  }
});
