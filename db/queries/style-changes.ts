import { and, asc, count, eq, inArray, isNull, like, max } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { backends, models, styleFavorites, styles } from "../schema";
import { isStyleThere } from "./removed";

export type StyleRecord = typeof styles.$inferSelect;
export type NewStyle = Omit<typeof styles.$inferInsert, "slug" | "sortOrder" | "createdAt" | "updatedAt">;

/** A style as administrators see it, switched on or off. */
export interface AdministeredStyle {
  style: StyleRecord;
  model: { id: number; name: string; enabled: boolean; shutdownAt: Date | null };
  backend: { id: number; name: string; kind: string; enabled: boolean };
}

/** The styles of the house, switched off ones included, in their order. */
export async function listAdministeredStyles(on: Executor = database()): Promise<AdministeredStyle[]> {
  return select(on).where(ofTheHouse()).orderBy(asc(styles.sortOrder), asc(styles.id));
}

export async function findAdministeredStyle(id: number): Promise<AdministeredStyle | null> {
  const [row] = await select(database()).where(and(eq(styles.id, id), ofTheHouse()));
  return row ?? null;
}

function ofTheHouse() {
  return and(isNull(styles.userId), isStyleThere());
}

function select(on: Executor) {
  return on
    .select({
      style: styles,
      model: { id: models.id, name: models.name, enabled: models.enabled, shutdownAt: models.shutdownAt },
      backend: { id: backends.id, name: backends.name, kind: backends.kind, enabled: backends.enabled },
    })
    .from(styles)
    .innerJoin(models, eq(models.id, styles.modelId))
    .innerJoin(backends, eq(backends.id, models.backendId));
}

/** A style of the house, locked until the transaction ends. */
export async function lockStyle(on: Executor, id: number): Promise<StyleRecord | null> {
  const [row] = await on
    .select()
    .from(styles)
    .where(and(eq(styles.id, id), ofTheHouse()))
    .for("update");
  return row ?? null;
}

/** Adds a style of the house; it stands last. Its slug is made unique. @returns its id */
export async function insertStyle(on: Executor, wantedSlug: string, row: NewStyle): Promise<number> {
  const now = clock.now();
  const [last] = await on.select({ order: max(styles.sortOrder) }).from(styles);
  const [inserted] = await on
    .insert(styles)
    .values({
      ...row,
      slug: await findFreeSlug(on, wantedSlug),
      sortOrder: (last?.order ?? 0) + 10,
      createdAt: now,
      updatedAt: now,
    })
    .$returningId();
  if (!inserted) throw new Error("The database answered no id.");
  return inserted.id;
}

export async function updateStyle(on: Executor, id: number, changes: Partial<StyleRecord>): Promise<void> {
  await on
    .update(styles)
    .set({ ...changes, updatedAt: clock.now() })
    .where(eq(styles.id, id));
}

/** Removes a style for good; pictures made in it stay. */
export async function deleteStyle(on: Executor, id: number): Promise<void> {
  await on.delete(styles).where(eq(styles.id, id));
}

/** Gives the styles of the house this order; ids that are left out keep their place. */
export async function orderStyles(on: Executor, ids: number[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await on
      .update(styles)
      .set({ sortOrder: index * 10 })
      .where(and(eq(styles.id, id), isNull(styles.userId)));
  }
}

/** How many people starred each of these styles, by its id. */
export async function countStars(styleIds: number[]): Promise<Map<number, number>> {
  if (styleIds.length === 0) return new Map();
  const rows = await database()
    .select({ styleId: styleFavorites.styleId, stars: count() })
    .from(styleFavorites)
    .where(inArray(styleFavorites.styleId, styleIds))
    .groupBy(styleFavorites.styleId);
  return new Map(rows.map((row) => [row.styleId, row.stars]));
}

const slugMaxChars = 60;

/** The slug itself where no style has it, or the first with a number behind it that is free. */
export async function findFreeSlug(on: Executor, wanted: string): Promise<string> {
  const stem = wanted.slice(0, slugMaxChars - "-9999".length);
  const rows = await on
    .select({ slug: styles.slug })
    .from(styles)
    .where(like(styles.slug, `${stem.replace(/[\\%_]/g, "\\$&")}%`));
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${stem}-${n}`;
    if (!taken.has(slug)) return slug;
  }
}
