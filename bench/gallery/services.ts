import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { findLiveSession } from "@/db/queries/sessions";
import { writeCursor } from "@/lib/http/cursor";
import {
  getImageDetail,
  listByHandle,
  listFavorites,
  listGallery,
  listOwnImages,
  listTrash,
} from "@/lib/images/service/read";
import { listImages, searchImages } from "@/lib/images/service/search";
import { nobody, type UserViewer } from "@/lib/viewer";
import { rareWord } from "./fill";
import { countQueries, table, timesOf } from "./measure";

const limit = 40;
const deepPage = 10_000;

type Place = { id: number; createdAt: string; likes: number };

/** Prints how long each list takes inside its service, and how many statements a signed-in request for it needs. */
export async function measureServices(collector: UserViewer): Promise<void> {
  const newest = { sort: "created", order: "desc", limit } as const;
  const liked = { sort: "like", order: "desc", limit } as const;
  const deep = await placeAt("created_at desc, id desc", "listed = 1");
  const deepLiked = await placeAt("likes_count desc, id desc", "listed = 1");
  const deepOwn = await placeAt("created_at desc, id desc", `user_id = ${collector.id} and shelf = 'kept'`);
  const search = (
    filter: Omit<Parameters<typeof searchImages>[1], "scope" | "limit">,
    scope: "gallery" | "own" = "gallery",
  ) => searchImages(collector, { scope, limit, ...filter });
  const lists: [string, () => Promise<unknown>][] = [
    ["newest, first page", () => listGallery(collector, newest)],
    ["newest, first page, nobody", () => listGallery(nobody, newest)],
    [
      `newest, page ${deepPage} by cursor`,
      () => listGallery(collector, { ...newest, cursor: cursor("created.desc", deep) }),
    ],
    ["newest, page 1000 by number", () => listGallery(collector, { ...newest, page: 1000 })],
    ["most liked, first page", () => listGallery(collector, liked)],
    [
      `most liked, page ${deepPage} by cursor`,
      () => listGallery(collector, { ...liked, cursor: cursor("like.desc", deepLiked, "likes") }),
    ],
    ["library of a tenth of all, first page", () => listOwnImages(collector, { limit })],
    ["library, last pages by cursor", () => listOwnImages(collector, { limit, cursor: cursor("own..", deepOwn) })],
    ["library, page 1000 by number", () => listOwnImages(collector, { limit, page: 1000 })],
    ["library, one kind", () => listOwnImages(collector, { limit, kind: "styled" })],
    ["library, temporary", () => listOwnImages(collector, { limit, state: "temporary" })],
    ["favorites, first page", () => listFavorites(collector, { limit })],
    ["trash", () => listTrash(collector, { limit })],
    ["a maker's pictures", () => listByHandle(collector, "maker7", { limit })],
    ["everything visible (`/api/images`)", () => listImages(collector, { limit })],
    ["one picture's page", () => getImageDetail(collector, deep.uuid)],
  ];
  const searches: [string, () => Promise<unknown>][] = [
    ["a rare word", () => search({ q: rareWord })],
    ["a common word", () => search({ q: "sunset" })],
    ["two common words", () => search({ q: "sunset forest" })],
    ["a common word, most liked", () => search({ q: "sunset", sort: "like" })],
    ["a rare word, most liked", () => search({ q: rareWord, sort: "like" })],
    ["common words that never meet", () => search({ q: "sunset 東京" })],
    ["not Latin: 東京", () => search({ q: "東京" })],
    ["not Latin: قمر", () => search({ q: "قمر" })],
    ["a person's name", () => search({ q: "maker7 sunset" })],
    ["a common word, a colour, a kind", () => search({ q: "sunset", color: "blue", kind: "styled" })],
    ["a kind and a size", () => search({ kind: "styled", size: "medium" })],
    ["a month, most liked", () => search({ from: "2024-03-01", to: "2024-03-31", sort: "like" })],
    ["a common word long ago", () => search({ q: "light", to: "2024-02-01" })],
    ["eight words", () => search({ q: "light mountain lake river city night rain snow" })],
    ["no such word", () => search({ q: "xylophone sunset" })],
    ["one's own, a common word", () => search({ q: "sunset" }, "own")],
    ["one's own, a rare word", () => search({ q: rareWord }, "own")],
  ];
  for (const [name, group] of [
    ["list", lists],
    ["search", searches],
  ] as const) {
    const rows = [];
    for (const [what, work] of group) {
      await work();
      const { count } = await countQueries(async () => {
        await findLiveSession(collector.sessionId ?? 0, collector.id);
        await work();
      });
      const { p50, p95, p99 } = await timesOf(work, name === "list" ? 150 : 60);
      rows.push([what, ms(p50), ms(p95), ms(p99), count]);
    }
    table([name, "p50 ms", "p95 ms", "p99 ms", "queries"], rows);
    console.log();
  }
}

function ms(time: number): string {
  return time.toFixed(1);
}

async function placeAt(order: string, where: string): Promise<Place & { uuid: string }> {
  const [[{ total }]] = (await database().execute(
    sql.raw(`select count(*) as total from images where ${where}`),
  )) as unknown as [{ total: number }[]];
  const offset = Math.min(deepPage * limit, Number(total) - 2 * limit);
  const [[row]] = (await database().execute(
    sql.raw(`select i.id, i.uuid, i.likes_count as likes, date_format(i.created_at, '%Y-%m-%dT%H:%i:%s.000Z') as createdAt
      from images as i join (select id from images where ${where} order by ${order} limit 1 offset ${Math.max(0, offset)}) as p on p.id = i.id`),
  )) as unknown as [(Place & { uuid: string })[]];
  if (!row) throw new Error("There are no pictures.");
  return row;
}

function cursor(list: string, place: Place, by: "createdAt" | "likes" = "createdAt"): string {
  return writeCursor(list, { value: place[by], id: place.id });
}
