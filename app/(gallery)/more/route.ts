import { NextResponse } from "next/server";
import { getTranslations } from "next-intl/server";
import { tilePageOf } from "@/components/gallery/tile-of";
import { toAppError } from "@/lib/errors";
import { pageViewer } from "@/lib/http/page";
import { listGallery } from "@/lib/images/service/read";
import { log } from "@/lib/log";
import { readGalleryQuery, wallPageSize } from "../query";

/** The next page of the wall for a browser that scrolls. Clients of the API have `/api/image/public`. */
export async function GET(request: Request): Promise<NextResponse> {
  const query = readGalleryQuery(Object.fromEntries(new URL(request.url).searchParams));
  try {
    const viewer = await pageViewer();
    const page = await listGallery(viewer, {
      cursor: query.cursor,
      sort: query.sort,
      order: "desc",
      limit: wallPageSize,
    });
    const t = await getTranslations("gallery");
    const tiles = await tilePageOf(page);
    return NextResponse.json({ ...tiles, said: t("loaded", { count: tiles.tiles.length }) }, { headers });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.status >= 500) log.error({ code: error.code, err: thrown }, "wall could not be read");
    return NextResponse.json({ code: error.code, error: error.words }, { status: error.status, headers });
  }
}

const headers = { "cache-control": "private, no-store" };
