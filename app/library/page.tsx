import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readGalleryQuery, wallPageSize } from "@/app/(gallery)/query";
import { signedInUser } from "@/app/page-user";
import { Shelf } from "@/components/gallery/shelf";
import { listOwnImages } from "@/lib/images/service/read";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.account");
  return { title: t("library"), robots: { index: false } };
}

/** One's own pictures, private and temporary ones included. */
export default async function LibraryPage({ searchParams }: { searchParams: Search }) {
  const { viewer } = await signedInUser("/library");
  const { cursor } = readGalleryQuery(await searchParams);
  const page = await listOwnImages(viewer, { cursor, limit: wallPageSize });
  return <Shelf room="library" page={page} isFirst={!cursor} />;
}
