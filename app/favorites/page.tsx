import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readGalleryQuery, wallPageSize } from "@/app/(gallery)/query";
import { signedInUser } from "@/app/page-user";
import { Shelf } from "@/components/gallery/shelf";
import { listFavorites } from "@/lib/images/service/read";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.account");
  return { title: t("favorites"), robots: { index: false } };
}

/** The pictures one likes, the latest first. */
export default async function FavoritesPage({ searchParams }: { searchParams: Search }) {
  const { viewer } = await signedInUser("/favorites");
  const { cursor } = readGalleryQuery(await searchParams);
  const page = await listFavorites(viewer, { cursor, limit: wallPageSize });
  return <Shelf room="favorites" page={page} isFirst={!cursor} />;
}
