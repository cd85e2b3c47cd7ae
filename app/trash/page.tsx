import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { readWallQuery, wallPageSize } from "@/app/(gallery)/query";
import { openWall } from "@/app/(gallery)/walls";
import { pageOnlooker, signedInUser } from "@/app/page-user";
import { Shelf } from "@/components/gallery/shelf";
import { EmptyTrash, Restore } from "@/components/gallery/trash-actions";
import { findSetting } from "@/db/queries/settings";
import type { ImageDto } from "@/lib/images/schema";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.account");
  return { title: t("trash"), robots: { index: false } };
}

/** What one threw away and can bring back. */
export default async function TrashPage({ searchParams }: { searchParams: Search }) {
  const { viewer } = await signedInUser("/trash");
  const query = readWallQuery(await searchParams);
  const [page, onlooker, t, names, locale, { wall, errors }, days] = await Promise.all([
    openWall(viewer, { room: "trash", query, limit: wallPageSize }),
    pageOnlooker(),
    getTranslations("gallery"),
    getTranslations("site.account"),
    getLocale(),
    getMessages(),
    findSetting("trash_days"),
  ]);
  return (
    <NextIntlClientProvider locale={locale} messages={{ wall, errors }} timeZone="UTC">
      <Shelf
        title={names("trash")}
        under={t("trash.under", { days })}
        empty={{
          title: t("trash.empty"),
          body: t("trash.emptyBody", { days }),
          action: { href: "/library", words: names("library") },
        }}
        page={page}
        room="trash"
        path="/trash"
        query=""
        isFirst={!query.cursor}
        isUser
        onlooker={onlooker}
        lead={page.images.length > 0 && <EmptyTrash />}
      >
        <WithoutScript images={page.images} />
      </Shelf>
    </NextIntlClientProvider>
  );
}

/** The way back for browsers without script, which cannot select. */
function WithoutScript({ images }: { images: ImageDto[] }) {
  return (
    <ul className="no-script">
      {images.map((image) => (
        <li key={image.id} className="flex items-center gap-x-6">
          <span className="truncate">{image.title ?? image.prompt ?? image.name}</span>
          <Restore id={image.id} />
        </li>
      ))}
    </ul>
  );
}
