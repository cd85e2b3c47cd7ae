import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readWallQuery, wallPageSize } from "@/app/(gallery)/query";
import { openWall } from "@/app/(gallery)/walls";
import { pageOnlooker, signedInUser } from "@/app/page-user";
import { Shelf } from "@/components/gallery/shelf";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.account");
  return { title: t("favorites"), robots: { index: false } };
}

/** The pictures one likes, the latest first. */
export default async function FavoritesPage({ searchParams }: { searchParams: Search }) {
  const { viewer } = await signedInUser("/favorites");
  const query = readWallQuery(await searchParams);
  const [page, onlooker, t, names] = await Promise.all([
    openWall(viewer, { room: "favorites", query, limit: wallPageSize }),
    pageOnlooker(),
    getTranslations("gallery"),
    getTranslations("site.account"),
  ]);
  return (
    <Shelf
      title={names("favorites")}
      empty={{
        title: t("shelf.empty"),
        body: t("shelf.favorites"),
        action: { href: "/", words: t("shelf.toGallery") },
      }}
      page={page}
      room="favorites"
      path="/favorites"
      query=""
      isFirst={!query.cursor}
      isUser
      onlooker={onlooker}
    />
  );
}
