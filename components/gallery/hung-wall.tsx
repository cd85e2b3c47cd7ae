import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { ImagePageDto } from "@/lib/images/schema";
import { News } from "./news";
import type { Room } from "./rooms";
import { type Onlooker, tilePageOf } from "./tile-of";
import { Wall } from "./wall";

/** A wall with its first pictures hung, in the viewer's language. */
export async function HungWall({
  page,
  room,
  path,
  query,
  isUser,
  onlooker,
  lead,
  hasNews = false,
}: {
  page: ImagePageDto;
  room: Room;
  path: string;
  /** Order and filters as they stand in the address. */
  query: string;
  isUser: boolean;
  onlooker: Onlooker;
  lead?: ReactNode;
  /** Whether new pictures of the gallery belong at the top of this wall. */
  hasNews?: boolean;
}) {
  const [locale, { wall, label, errors }, first] = await Promise.all([
    getLocale(),
    getMessages(),
    tilePageOf(page, onlooker),
  ]);
  const newest = first.tiles.at(0);
  return (
    <NextIntlClientProvider locale={locale} messages={{ wall, label, errors }} timeZone="UTC">
      {hasNews && <News key={newest?.id} since={newest ?? null} filling={isFilling(page)} />}
      {first.tiles.length > 0 && (
        <Wall
          key={`${path} ${query} ${newest?.id}`}
          first={first}
          room={room}
          path={path}
          query={query}
          isUser={isUser}
          lead={lead}
        />
      )}
    </NextIntlClientProvider>
  );
}

/** Whether only samples hang so far, and few: then more are being painted right now. */
function isFilling({ images, nextCursor }: ImagePageDto): boolean {
  return nextCursor === null && images.every((image) => image.isSample);
}
