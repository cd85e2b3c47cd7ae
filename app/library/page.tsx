import type { Metadata } from "next";
import Link from "next/link";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { addressQuery, isNarrowed, keptOf, readWallQuery, wallPageSize } from "@/app/(gallery)/query";
import { styleTitles } from "@/app/(gallery)/style-titles";
import { openWall } from "@/app/(gallery)/walls";
import { pageOnlooker, signedInUser } from "@/app/page-user";
import { Filters } from "@/components/gallery/filters";
import { Shelf } from "@/components/gallery/shelf";
import { ShelfTabs } from "@/components/gallery/shelf-tabs";
import { Restore } from "@/components/gallery/trash-actions";
import { listOwnHidden } from "@/lib/moderation/service/report";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.account");
  return { title: t("library"), robots: { index: false } };
}

/** One's own pictures, private and temporary ones included. `?trashed=` offers to bring that one back. */
export default async function LibraryPage({ searchParams }: { searchParams: Search }) {
  const { viewer } = await signedInUser("/library");
  const asked = await searchParams;
  const query = readWallQuery(asked);
  const [page, onlooker, styles, t, names, hidden] = await Promise.all([
    openWall(viewer, { room: "library", query, limit: wallPageSize }),
    pageOnlooker(),
    styleTitles(),
    getTranslations("gallery"),
    getTranslations("site.account"),
    listOwnHidden(viewer, 1),
  ]);
  const isSought = isNarrowed(query);
  const trashed = Number(asked.trashed);
  return (
    <Shelf
      title={names("library")}
      empty={
        isSought
          ? { title: t("nothing.title"), body: t("nothing.body"), action: { href: "/library", words: t("first") } }
          : {
              title: t("shelf.empty"),
              body: t("shelf.library"),
              action: { href: "/create", words: t("shelf.action") },
            }
      }
      page={page}
      room="library"
      path="/library"
      query={addressQuery(query)}
      isFirst={!query.cursor}
      isUser
      onlooker={onlooker}
      lead={
        <>
          <ShelfTabs kind={query.filter.kind} state={query.state} />
          <Filters path="/library" wanted={query.filter} kept={keptOf(query)} styles={styles} />
        </>
      }
    >
      {hidden.pictures.length > 0 && <Hidden />}
      {Number.isSafeInteger(trashed) && trashed > 0 && <Trashed id={trashed} />}
    </Shelf>
  );
}

/** Says that a picture was thrown away just now, with the way back. */
async function Trashed({ id }: { id: number }) {
  const [t, locale, { wall, errors }] = await Promise.all([
    getTranslations("gallery.trash"),
    getLocale(),
    getMessages(),
  ]);
  return (
    <NextIntlClientProvider locale={locale} messages={{ wall, errors }} timeZone="UTC">
      <div role="status" className="mb-3 flex flex-wrap items-center gap-x-6 border-y border-line">
        <p>{t("trashed")}</p>
        <Restore id={id} />
      </div>
    </NextIntlClientProvider>
  );
}

/** Says that some of one's pictures were taken from view, and leads to them. */
async function Hidden() {
  const t = await getTranslations("picture.hidden");
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-6 border-y border-line">
      {t("some")}
      <Link href="/library/hidden" className="link inline-flex min-h-10 items-center" prefetch={false}>
        {t("look")}
      </Link>
    </p>
  );
}
