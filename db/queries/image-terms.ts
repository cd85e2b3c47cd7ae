import { and, desc, eq, inArray, lt, type SQL } from "drizzle-orm";
import { type ColorFamily, colorFamilyOf, type ImageSize, imageSizeOf, termMaxChars, wordsOf } from "@/lib/terms";
import type { Maker } from "@/lib/viewer";
import type { Executor } from "../client";
import { images, imageTerms, styles } from "../schema";
import { isStyleThere } from "./removed";

/** Grows when the same picture would get other terms; those of an older version are made anew by the sweep. */
export const termsVersion = 1;

const wordsPerImageMax = 96;

/** What a picture is, as terms; no word has a colon. */
export const facets = {
  kind: (kind: string) => `kind:${kind}`,
  style: (slug: string) => `style:${slug}`.slice(0, termMaxChars),
  backend: (kind: string) => `with:${kind}`.slice(0, termMaxChars),
  size: (size: ImageSize) => `size:${size}`,
  color: (family: ColorFamily) => `color:${family}`,
  user: (id: number) => `by:u${id}`,
  maker: (maker: Maker) => `by:${maker.kind === "user" ? "u" : "g"}${maker.id}`,
};

type TermSource = Awaited<ReturnType<typeof selectSources>>[number];

/** Makes the terms of these pictures what their rows say. In the transaction of whatever changed them. */
export async function indexImages(on: Executor, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await selectSources(on, ids);
  await on.delete(imageTerms).where(inArray(imageTerms.imageId, ids));
  const terms = rows.flatMap((row) =>
    termsOf(row).map((term) => ({ listed: row.listed ?? 0, term, createdAt: row.createdAt, imageId: row.id })),
  );
  for (let from = 0; from < terms.length; from += 1000) {
    await on.insert(imageTerms).values(terms.slice(from, from + 1000));
  }
  const stale = rows.filter((row) => row.termsVersion !== termsVersion).map((row) => row.id);
  // The moment of the last change stays: nothing that people see has changed.
  if (stale.length > 0) await on.update(images).set({ termsVersion }).where(inArray(images.id, stale));
}

/** Pictures whose terms are missing or of an older version. */
export async function listUnindexed(on: Executor, limit: number): Promise<number[]> {
  const rows = await on
    .select({ id: images.id })
    .from(images)
    .where(lt(images.termsVersion, termsVersion))
    .limit(limit)
    .for("update", { skipLocked: true });
  return rows.map((row) => row.id);
}

/** As many pictures of a style get their terms in the transaction of its change. */
const reindexedAtOnce = 200;

/**
 * Makes the terms of pictures made in a style say what it is called now, or nothing of it: of the newest at once, of
 * the others by the job `terms.index`.
 *
 * @returns whether there are others
 */
export async function reindexStyle(on: Executor, styleId: number): Promise<boolean> {
  const made = await on
    .select({ id: images.id })
    .from(images)
    .where(eq(images.styleId, styleId))
    .orderBy(desc(images.id))
    .limit(reindexedAtOnce);
  const ids = made.map(({ id }) => id);
  await indexImages(on, ids);
  if (ids.length < reindexedAtOnce) return false;
  await unindex(on, and(eq(images.styleId, styleId), lt(images.id, Math.min(...ids))));
  return true;
}

/** Leaves the terms of pictures made in a style that goes, or comes back, to the job `terms.index`. */
export async function unindexStyle(on: Executor, styleId: number): Promise<void> {
  await unindex(on, eq(images.styleId, styleId));
}

async function unindex(on: Executor, where: SQL | undefined): Promise<void> {
  await on.update(images).set({ termsVersion: 0 }).where(where);
}

/** Lets nobody find pictures by a user who is gone. */
export async function forgetMaker(on: Executor, userId: number): Promise<void> {
  for (const listed of [0, 1]) {
    await on.delete(imageTerms).where(and(eq(imageTerms.listed, listed), eq(imageTerms.term, facets.user(userId))));
  }
}

async function selectSources(on: Executor, ids: number[]) {
  return (
    on
      .select({
        id: images.id,
        state: images.state,
        listed: images.listed,
        kind: images.kind,
        title: images.title,
        prompt: images.prompt,
        styleSlug: styles.slug,
        styleTitle: styles.title,
        recipe: images.recipe,
        width: images.width,
        height: images.height,
        dominantColor: images.dominantColor,
        userId: images.userId,
        guestId: images.guestId,
        createdAt: images.createdAt,
        termsVersion: images.termsVersion,
      })
      .from(images)
      // What a private style is called is for its maker alone.
      .leftJoin(styles, and(eq(styles.id, images.styleId), eq(styles.isShared, true), isStyleThere()))
      .where(inArray(images.id, ids))
  );
}

/** What a picture is found by; nothing as long as it is not made. */
export function termsOf(row: Omit<TermSource, "id" | "listed" | "createdAt" | "termsVersion">): string[] {
  if (row.state !== "ready") return [];
  const text = [row.title, row.styleTitle, row.prompt].filter((part) => part !== null).join(" ");
  const facts = [
    facets.kind(row.kind),
    row.styleSlug !== null && facets.style(row.styleSlug),
    row.recipe && facets.backend(row.recipe.backend),
    row.width > 0 && facets.size(imageSizeOf(row.width, row.height)),
    row.dominantColor !== null && facets.color(colorFamilyOf(row.dominantColor)),
    row.userId !== null && `by:u${row.userId}`,
    row.guestId !== null && `by:g${row.guestId}`,
  ].filter((fact) => typeof fact === "string");
  return [...facts, ...wordsOf(text, wordsPerImageMax)];
}
