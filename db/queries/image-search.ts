import { and, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import type { Wish } from "@/lib/terms";
import type { Viewer } from "@/lib/viewer";
import { database } from "../client";
import { images } from "../schema";
import { beyond, type ListPlace, type ListRequest, merged, placeOf, within } from "./image-lists";
import { type ImageRow, type PageSource, selectPage } from "./image-rows";
import { facets } from "./image-terms";
import { galleryOpenTo, visibleTo } from "./visible";

export type SearchScope = "gallery" | "own" | "visible";

export interface SearchRequest extends Omit<ListRequest, "sort" | "offset"> {
  /** What everyone may see, one's own, or both. */
  scope: SearchScope;
  /** `like` for the gallery alone. */
  sort: "created" | "like";
  /** Words, all of which must be there. */
  wishes: Wish[];
  /** Facets, of each of which one must fit. */
  facts: string[][];
}

export interface Found {
  rows: ImageRow[];
  /** Where the look ended before the page was full; null when it was full, or there is no more. */
  until: ListPlace | null;
}

/** How far one page looks before it says "go on from here": this bounds the time of a search, whatever is asked. */
const lookMax = 10_000;
const makersPerWordMax = 3;

/** Alternatives, one of which a picture must have, and how many pictures do (counted no further than `lookMax`). */
interface Group {
  terms: string[];
  hits: number;
  /** The last moment that was counted, when there are more. */
  edge: Date | null;
}

/** The pictures of everyone, or the others; each with its groups, the rarest first. */
interface Part {
  listed: 0 | 1;
  groups: Group[];
}

const picture = alias(images, "picture");

/**
 * A page of the pictures that fit. Terms are rows in the order of lists (`image_terms`), so that the rarest of them is
 * read from where the page begins, and the others are asked by key for each picture it names. Two queries: how many each
 * term has, then the page.
 */
export async function searchPictures(viewer: Viewer, request: SearchRequest): Promise<Found> {
  const { parts, likesEdge } = await plan(viewer, request);
  if (parts.length === 0) return { rows: [], until: null };
  const byLikes = request.sort === "like" && parts[0]?.groups[0]?.edge !== null;
  const edge = byLikes ? null : commonEdge(parts, request);
  const branches = byLikes
    ? [likesBranch(viewer, parts[0]?.groups ?? [], request, likesEdge)]
    : parts.flatMap((part) =>
        (part.groups[0]?.terms ?? []).map((term) => termBranch(viewer, part, term, request, edge)),
      );
  const rows = await selectPage(viewer, merged(branches, request), request.order, visibleTo(viewer));
  const isFull = rows.length >= request.limit;
  if (isFull) return { rows, until: null };
  if (byLikes) return { rows, until: likesEdge };
  return {
    rows,
    until: edge && { value: edge.toISOString(), id: request.order === "desc" ? 1 : Number.MAX_SAFE_INTEGER },
  };
}

/** What to read: the parts that can have a match at all, and where the reading by likes would end. */
async function plan(viewer: Viewer, request: SearchRequest): Promise<{ parts: Part[]; likesEdge: ListPlace | null }> {
  const own = viewer.kind === "nobody" ? null : [[facets.maker(viewer)]];
  const common = [...request.facts, ...request.wishes.flatMap((wish) => wish.words.map((word) => [word]))];
  const drafts: { listed: 0 | 1; groups: string[][] }[] = [];
  if (request.scope !== "own") drafts.push({ listed: 1, groups: common });
  if (request.scope === "own" && own) drafts.push({ listed: 1, groups: [...common, ...own] });
  if (request.scope !== "gallery" && own) drafts.push({ listed: 0, groups: [...common, ...own] });
  const reach = await measure(request, drafts);
  const makersOf = new Map(
    request.wishes.flatMap((wish, index) => wish.words.map((word) => [word, reach.makers[index] ?? []] as const)),
  );
  const parts = drafts.map(({ listed, groups }) => ({
    listed,
    groups: groups
      .map((terms) => {
        const known = terms.map((term) => reach.terms.get(`${listed} ${term}`) ?? { hits: 0, edge: null });
        const makers = terms.length === 1 ? (makersOf.get(terms[0] ?? "") ?? []) : [];
        return {
          terms: [...terms, ...makers.map(({ id }) => facets.user(id))],
          hits: [...known, ...makers].reduce((sum, { hits }) => sum + hits, 0),
          edge: latest(
            known.map(({ edge }) => edge),
            request.order,
          ),
        };
      })
      .sort((a, b) => a.hits - b.hits),
  }));
  return {
    parts: parts.filter(({ groups }) => groups.length > 0 && groups.every(({ hits }) => hits > 0)),
    likesEdge: reach.likesEdge,
  };
}

interface Reach {
  terms: Map<string, { hits: number; edge: Date | null }>;
  /** By wish: people whose name begins so, with how many pictures everyone sees of them. */
  makers: { id: number; hits: number }[][];
  likesEdge: ListPlace | null;
}

/** How many pictures each term has from the page's place on, and who is meant by a name, in one query. */
async function measure(request: SearchRequest, drafts: { listed: 0 | 1; groups: string[][] }[]): Promise<Reach> {
  const { order, after, span, sort, wishes } = request;
  const direction = sql.raw(order);
  const asked = [
    ...new Map(
      drafts.flatMap(({ listed, groups }) => groups.flat().map((term) => [`${listed} ${term}`, { listed, term }])),
    ).values(),
  ];
  const place =
    sort === "created" && after ? beyond(sql`created_at`, sql`image_id`, order, placeOf(sort, after)) : undefined;
  const counts = asked.map(({ listed, term }, index) => {
    const where = and(sql`listed = ${listed} and term = ${term}`, place, within(sql`created_at`, span));
    const read = sql`select created_at from image_terms where ${where} order by created_at ${direction}, image_id ${direction} limit ${lookMax}`;
    const edge = order === "desc" ? sql`min(created_at)` : sql`max(created_at)`;
    return sql`(select 'term' as what, ${index} as n, count(*) as hits, ${edge} as edge, 0 as id from (${read}) as looked)`;
  });
  const people = wishes.map(({ typed }, index) => {
    const before = wishes.slice(Math.max(0, index - 1), index).map((wish) => `${wish.typed} `);
    const names = ["", ...before].map((start) => sql`users.name like ${`${start}${typed}%`}`);
    const shown = sql`(select count(*) from images where user_id = users.id and listed = 1)`;
    return sql`(select 'maker' as what, ${index} as n, ${shown} as hits, null as edge, users.id as id from users where disabled_at is null and delete_after is null and (handle = ${typed} or ${sql.join(names, sql` or `)}) limit ${makersPerWordMax})`;
  });
  const likes =
    sort === "like"
      ? [
          sql`(select 'likes' as what, 0 as n, likes_count as hits, null as edge, id from images where ${and(sql`listed = 1`, after ? beyond(sql`likes_count`, sql`id`, order, placeOf(sort, after)) : undefined)} order by likes_count ${direction}, id ${direction} limit 1 offset ${lookMax})`,
        ]
      : [];
  const [rows] = (await database().execute(
    sql.join([...counts, ...people, ...likes], sql` union all `),
  )) as unknown as [{ what: string; n: number; hits: number; edge: string | null; id: number }[]];
  const reach: Reach = { terms: new Map(), makers: wishes.map(() => []), likesEdge: null };
  for (const { what, n, hits, edge, id } of rows) {
    const count = Number(hits);
    const of = asked[n];
    if (what === "term" && of) {
      reach.terms.set(`${of.listed} ${of.term}`, {
        hits: count,
        edge: count >= lookMax && edge ? new Date(`${edge}Z`) : null,
      });
    }
    if (what === "maker") reach.makers[n]?.push({ id: Number(id), hits: count });
    if (what === "likes") reach.likesEdge = { value: count, id: Number(id) };
  }
  return reach;
}

/** Pictures of a part that have this term and all else that is asked, in order of time. */
function termBranch(viewer: Viewer, part: Part, term: string, request: SearchRequest, edge: Date | null): PageSource {
  const { order, after, span, limit, sort } = request;
  const direction = sql.raw(order);
  const byLikes = sort === "like";
  const [value, id] = byLikes ? [sql`picture.likes_count`, sql`picture.id`] : [sql`d.created_at`, sql`d.image_id`];
  const where = and(
    sql`d.listed = ${part.listed} and d.term = ${term}`,
    after ? beyond(value, id, order, placeOf(sort, after)) : undefined,
    edge ? (order === "desc" ? sql`d.created_at >= ${edge}` : sql`d.created_at <= ${edge}`) : undefined,
    within(sql`d.created_at`, span),
    part.listed === 1 ? galleryOpenTo(viewer) : undefined,
    ...alternatives(part, sql`d.created_at`, sql`d.image_id`),
    visibleTo(viewer, picture),
  );
  return sql`select ${id} as id, ${value} as value from image_terms as d ${others(part, sql`d.created_at`, sql`d.image_id`)} straight_join images as picture on picture.id = d.image_id where ${where} order by ${value} ${direction}, ${id} ${direction} limit ${limit}`;
}

/** The same read in order of likes, for terms that many pictures have. */
function likesBranch(viewer: Viewer, groups: Group[], request: SearchRequest, edge: ListPlace | null): PageSource {
  const { order, after, span, limit } = request;
  const direction = sql.raw(order);
  const [likes, id, createdAt] = [sql`picture.likes_count`, sql`picture.id`, sql`picture.created_at`];
  // All groups are asked by key here; what `others` and `alternatives` leave out is the one that is read.
  const part: Part = { listed: 1, groups: [{ terms: [], hits: 0, edge: null }, ...groups] };
  const upTo = order === "desc" ? sql`>=` : sql`<=`;
  const where = and(
    sql`picture.listed = 1`,
    galleryOpenTo(viewer),
    after ? beyond(likes, id, order, placeOf("like", after)) : undefined,
    edge ? sql`${likes} ${upTo} ${edge.value} and (${likes} <> ${edge.value} or ${id} ${upTo} ${edge.id})` : undefined,
    within(createdAt, span),
    ...alternatives(part, createdAt, id),
    visibleTo(viewer, picture),
  );
  return sql`select ${id} as id, ${likes} as value from images as picture force index (images_listed_likes) ${others(part, createdAt, id)} where ${where} order by ${likes} ${direction}, ${id} ${direction} limit ${limit}`;
}

/** The groups that are not read but asked: those with one term by a join on the whole key, */
function others({ listed, groups }: Part, createdAt: SQL, id: SQL): SQL {
  const joins = groups.slice(1).flatMap(({ terms }, index) => {
    const t = sql.raw(`t${index}`);
    return terms.length === 1
      ? [
          sql`straight_join image_terms as ${t} on ${t}.listed = ${listed} and ${t}.term = ${terms[0]} and ${t}.created_at = ${createdAt} and ${t}.image_id = ${id}`,
        ]
      : [];
  });
  return sql.join(joins, sql` `);
}

/** and those with several by a look for the first. */
function alternatives({ listed, groups }: Part, createdAt: SQL, id: SQL): SQL[] {
  return groups
    .slice(1)
    .flatMap(({ terms }) =>
      terms.length > 1
        ? [
            sql`(select 1 from image_terms as a where a.listed = ${listed} and a.term in ${terms} and a.created_at = ${createdAt} and a.image_id = ${id} limit 1) = 1`,
          ]
        : [],
    );
}

/** Up to where every part was looked through. */
function commonEdge(parts: Part[], { order }: SearchRequest): Date | null {
  return latest(
    parts.map(({ groups }) => groups[0]?.edge ?? null),
    order,
  );
}

/** Of several ends the one that is reached first. */
function latest(edges: (Date | null)[], order: "asc" | "desc"): Date | null {
  const times = edges.flatMap((edge) => (edge ? [edge.getTime()] : []));
  if (times.length === 0) return null;
  return new Date(order === "desc" ? Math.max(...times) : Math.min(...times));
}
