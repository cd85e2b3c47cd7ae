import { findLastUserId, listMakersOfBlock, listPictureBlocks, listPicturesOfBlock } from "@/db/queries/sitemap";
import { clock, minuteMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { isGalleryOpen } from "./show";

/** A sitemap may have 50,000 addresses (sitemaps.org); one that holds this many ids can never have more. */
const blockSize = 45_000;
const rowsAtOnce = 5_000;

let blocks: { numbers: number[]; until: number } | null = null;

/** Names of the parts of the site's map, such as `pictures-3`. @throws AppError `not_found` where the gallery is closed */
export async function listSitemaps(): Promise<string[]> {
  if (!(await isGalleryOpen())) throw new AppError("not_found");
  const makers = Math.ceil((await findLastUserId()) / blockSize);
  return [
    "site",
    ...(await pictureBlocks()).map((number) => `pictures-${number}`),
    ...Array.from({ length: makers }, (_, index) => `makers-${index + 1}`),
  ];
}

/** Which blocks there are, not what is in them, may be a minute old: it costs a read of the whole gallery's index. */
async function pictureBlocks(): Promise<number[]> {
  const now = clock.now().getTime();
  if (!blocks || blocks.until < now) {
    blocks = { numbers: await listPictureBlocks(blockSize), until: now + minuteMs };
  }
  return blocks.numbers;
}

export interface SitemapPlace {
  path: string;
  changedAt: Date | null;
}

/**
 * The addresses of one part, read as they are taken.
 *
 * @throws AppError `not_found` for a part there is not, and where the gallery is closed
 */
export async function openSitemap(name: string): Promise<AsyncGenerator<SitemapPlace>> {
  const [, kind, digits] = /^(site|pictures|makers)(?:-([1-9]\d{0,8}))?$/.exec(name) ?? [];
  if (!kind || (kind === "site") !== (digits === undefined) || !(await isGalleryOpen()))
    throw new AppError("not_found");
  const last = Number(digits) * blockSize;
  if (kind === "pictures") return picturesOf(last - blockSize, last);
  return kind === "makers" ? makersOf(last - blockSize + 1, last) : site();
}

async function* site(): AsyncGenerator<SitemapPlace> {
  yield { path: "/", changedAt: null };
}

async function* picturesOf(afterId: number, lastId: number): AsyncGenerator<SitemapPlace> {
  for (let at = afterId; ; ) {
    const rows = await listPicturesOfBlock(at, lastId, rowsAtOnce);
    for (const { uuid, updatedAt } of rows) yield { path: `/images/${uuid}`, changedAt: updatedAt };
    if (rows.length < rowsAtOnce) return;
    at = rows[rows.length - 1]?.id ?? lastId;
  }
}

async function* makersOf(firstId: number, lastId: number): AsyncGenerator<SitemapPlace> {
  for (const handle of await listMakersOfBlock(firstId, lastId)) {
    yield { path: `/u/${encodeURIComponent(handle)}`, changedAt: null };
  }
}
