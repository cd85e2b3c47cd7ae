import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { EmptyWall } from "@/components/site/empty-wall";
import type { ImagePageDto } from "@/lib/images/schema";
import { HungWall } from "./hung-wall";
import type { Room } from "./rooms";
import type { Onlooker } from "./tile-of";

/** A wall with a heading: its pictures, or what would hang here. */
export async function Shelf({
  title,
  under,
  empty,
  page,
  room,
  path,
  query,
  isFirst,
  isUser,
  onlooker,
  lead,
  children,
}: {
  title: string;
  /** A line under the heading. */
  under?: ReactNode;
  /** What is said, and offered, where nothing hangs. */
  empty: { title: string; body: string; action: { href: string; words: string } | null };
  page: ImagePageDto;
  room: Exclude<Room, "gallery">;
  path: string;
  query: string;
  /** Whether this is the list's first page. */
  isFirst: boolean;
  isUser: boolean;
  onlooker: Onlooker;
  lead?: ReactNode;
  /** Between heading and pictures. */
  children?: ReactNode;
}) {
  const t = await getTranslations("gallery");
  const further = page.nextCursor && `${path}?${query}${query && "&"}cursor=${encodeURIComponent(page.nextCursor)}`;
  return (
    <>
      <header className="pt-8 pb-4">
        <h1 className="text-36 font-semibold tracking-[-0.02em]">
          <bdi>{title}</bdi>
        </h1>
        {under && <p className="mt-1 text-15 text-quiet">{under}</p>}
      </header>
      {children}
      {page.images.length === 0 && (
        <>
          {lead && <div className="wall-lead">{lead}</div>}
          <EmptyWall
            level="h2"
            title={isFirst ? empty.title : t("emptyPage.title")}
            body={isFirst ? empty.body : t("emptyPage.body")}
          >
            {further ? (
              <Link href={further} className="link inline-flex min-h-10 items-center" prefetch={false}>
                {t("nothing.further")}
              </Link>
            ) : (
              empty.action && (
                <Link href={empty.action.href} className="link inline-flex min-h-10 items-center" prefetch={false}>
                  {empty.action.words}
                </Link>
              )
            )}
          </EmptyWall>
        </>
      )}
      <HungWall page={page} room={room} path={path} query={query} isUser={isUser} onlooker={onlooker} lead={lead} />
      {!isFirst && (
        <p className="text-center">
          <Link
            href={query ? `${path}?${query}` : path}
            className="link inline-flex min-h-10 items-center"
            prefetch={false}
          >
            {t("first")}
          </Link>
        </p>
      )}
    </>
  );
}
