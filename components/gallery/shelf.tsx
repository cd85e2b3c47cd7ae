import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyWall } from "@/components/site/empty-wall";
import type { ImagePageDto } from "@/lib/images/schema";
import { Hanging } from "./hanging";
import { Rows } from "./rows";
import { tilePageOf } from "./tile-of";

/** A wall of one's own: a heading, its pictures, and links to its other pages; or what would hang here. */
export async function Shelf({
  room,
  page,
  isFirst,
}: {
  room: "library" | "favorites";
  page: ImagePageDto;
  isFirst: boolean;
}) {
  const [t, names] = await Promise.all([getTranslations("gallery"), getTranslations("site.account")]);
  if (page.images.length === 0) {
    return (
      <EmptyWall title={isFirst ? t("shelf.empty") : t("emptyPage.title")} body={t(`shelf.${room}`)}>
        <Link href="/create" className="link" prefetch={false}>
          {t("shelf.action")}
        </Link>
      </EmptyWall>
    );
  }
  const { tiles } = await tilePageOf(page);
  const words = {
    list: t("list"),
    next: t("next"),
    loading: t("loading"),
    failed: t("loadFailed"),
    retry: t("retry"),
    end: t("end"),
  };
  return (
    <>
      <h1 className="py-10 text-36 font-semibold tracking-[-0.02em]">{names(room)}</h1>
      <Rows nextCursor={null} query="" words={words}>
        {tiles.map((tile) => (
          <Hanging key={tile.uuid} tile={tile} eager={false} />
        ))}
      </Rows>
      <nav className="flex justify-center gap-8 py-6">
        {!isFirst && (
          <Link href={`/${room}`} className="link inline-flex min-h-10 items-center" prefetch={false}>
            {t("first")}
          </Link>
        )}
        {page.nextCursor && (
          <Link
            href={`/${room}?cursor=${encodeURIComponent(page.nextCursor)}`}
            rel="next"
            className="link inline-flex min-h-10 items-center"
            prefetch={false}
          >
            {t("next")}
          </Link>
        )}
      </nav>
    </>
  );
}
