import { and, asc, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { backends, models, styles } from "../schema";

/** Backends that were not removed; every look at backends in whatever state asks it. */
export function isBackendThere() {
  return isNull(backends.removedAt);
}

/** Styles that were not removed, neither by themselves nor with their backend. */
export function isStyleThere() {
  return isNull(styles.removedSlug);
}

export interface PlacedStyle {
  id: number;
  slug: string;
  /** See the schema: null while the style is there. */
  removedSlug: string | null;
  removedAt: Date | null;
}

/** What a style is called while it is removed: no slug that people give has an underscore. */
export function asideSlug(id: number): string {
  return `removed_${id}`;
}

/** Takes a style away until it is brought back; its slug is free. @param removedAt null where it goes with its backend */
export async function putStyleAside(
  on: Executor,
  { id, slug }: Pick<PlacedStyle, "id" | "slug">,
  removedAt: Date | null,
): Promise<void> {
  await on
    .update(styles)
    .set({ slug: asideSlug(id), removedSlug: slug, removedAt })
    .where(eq(styles.id, id));
}

/** Takes a backend away until it is brought back; its name is free: no name that people give begins with a space. */
export async function putBackendAside(
  on: Executor,
  { id, name, enabled }: Pick<typeof backends.$inferSelect, "id" | "name" | "enabled">,
): Promise<void> {
  await on
    .update(backends)
    .set({
      name: ` removed ${id}`,
      removedName: name,
      enabled: false,
      wasEnabled: enabled,
      removedAt: clock.now(),
    })
    .where(eq(backends.id, id));
}

export async function bringStyleBack(on: Executor, id: number, slug: string): Promise<void> {
  await on.update(styles).set({ slug, removedSlug: null, removedAt: null }).where(eq(styles.id, id));
}

export async function bringBackendBack(on: Executor, id: number, name: string, enabled: boolean): Promise<void> {
  const here = { removedName: null, wasEnabled: null, removedAt: null };
  await on
    .update(backends)
    .set({ name, enabled, ...here })
    .where(eq(backends.id, id));
}

/** A removed backend, locked until the transaction ends. */
export async function lockRemovedBackend(on: Executor, id: number) {
  const [row] = await on
    .select()
    .from(backends)
    .where(and(eq(backends.id, id), isNotNull(backends.removedAt)))
    .for("update");
  return row ?? null;
}

/** A style of the house that was removed by itself, locked until the transaction ends. */
export async function lockRemovedStyle(on: Executor, id: number) {
  const [row] = await on
    .select()
    .from(styles)
    .where(and(eq(styles.id, id), isNull(styles.userId), isNotNull(styles.removedAt)))
    .for("update");
  return row ?? null;
}

/** The name itself where no backend has it, or the first with a number behind it that is free. */
export async function findFreeName(on: Executor, wanted: string): Promise<string> {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted.slice(0, 95)} ${n}`;
    const [taken] = await on.select({ id: backends.id }).from(backends).where(eq(backends.name, name));
    if (!taken) return name;
  }
}

/** Removed backends, those that go first at the top. */
export async function listRemovedBackends() {
  return database()
    .select({ id: backends.id, name: backends.removedName, removedAt: backends.removedAt })
    .from(backends)
    .where(isNotNull(backends.removedAt))
    .orderBy(asc(backends.removedAt), asc(backends.id));
}

/** Styles of the house that were removed by themselves, those that go first at the top; their backends are there. */
export async function listRemovedStyles() {
  return database()
    .select({ id: styles.id, name: styles.title, removedAt: styles.removedAt })
    .from(styles)
    .innerJoin(models, eq(models.id, styles.modelId))
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(and(isNull(styles.userId), isNotNull(styles.removedAt), isBackendThere()))
    .orderBy(asc(styles.removedAt), asc(styles.id));
}

/** Backends and styles that were removed by themselves before a moment. */
export async function listRemovedBefore(moment: Date): Promise<{ backendIds: number[]; styleIds: number[] }> {
  const [goneBackends, goneStyles] = await Promise.all([
    database().select({ id: backends.id }).from(backends).where(lt(backends.removedAt, moment)),
    database().select({ id: styles.id }).from(styles).where(lt(styles.removedAt, moment)),
  ]);
  return { backendIds: goneBackends.map(({ id }) => id), styleIds: goneStyles.map(({ id }) => id) };
}
