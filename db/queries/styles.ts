import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, like, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { clock } from "@/lib/clock";
import { nobody, type Viewer } from "@/lib/viewer";
import { database, type Executor } from "../client";
import { backends, models, styleFavorites, styles, users } from "../schema";
import { isStyleThere } from "./removed";
import { galleryOpenTo } from "./visible";

const makers = alias(users, "style_makers");

const columns = {
  id: styles.id,
  slug: styles.slug,
  title: styles.title,
  description: styles.description,
  kind: styles.kind,
  filter: styles.filter,
  params: styles.params,
  promptTemplate: styles.promptTemplate,
  negativePrompt: styles.negativePrompt,
  strengthDefault: styles.strengthDefault,
  version: styles.version,
  createdAt: styles.createdAt,
  userId: styles.userId,
  isShared: styles.isShared,
  makerName: makers.name,
  starredAt: styleFavorites.createdAt,
  model: models.name,
  modelId: models.id,
  priceMicros: models.priceMicros,
  backendId: backends.id,
  backend: backends.name,
  backendKind: backends.kind,
};

export type StyleRow = Awaited<ReturnType<typeof listEnabledStyles>>[number];

/** A style with its own workflow, which may be long and is left out of lists. */
export type WholeStyle = StyleRow & { workflow: Record<string, unknown> | null };

/** Enabled, on an enabled model that is still there, of an enabled backend. */
function enabled() {
  return and(eq(styles.enabled, true), isOffered());
}

/**
 * Who may know of a style is this one clause: those of the house are everyone's, shared ones are there for whoever may
 * see what members share, private ones for their maker alone, removed ones for nobody. Administrators see no more than
 * anyone. Every list, look and label asks it.
 */
export function styleVisibleTo(viewer: Viewer): SQL {
  const maker = and(eq(users.id, styles.userId), isNull(users.disabledAt), isNull(users.deleteAfter));
  const isActive = sql`exists (select 1 from ${users} where ${maker})`;
  const shared = and(eq(styles.isShared, true), galleryOpenTo(viewer), isActive);
  const own = viewer.kind === "user" ? eq(styles.userId, viewer.id) : undefined;
  return and(isStyleThere(), or(isNull(styles.userId), shared, own)) ?? sql`false`;
}

/** Styles that the viewer can pick. */
export function pickable(viewer: Viewer): SQL {
  return and(enabled(), styleVisibleTo(viewer)) ?? sql`false`;
}

function select(viewer: Viewer) {
  const starred = viewer.kind === "user" ? eq(styleFavorites.userId, viewer.id) : sql`false`;
  return database()
    .select(columns)
    .from(styles)
    .innerJoin(models, eq(models.id, styles.modelId))
    .innerJoin(backends, eq(backends.id, models.backendId))
    .leftJoin(makers, eq(makers.id, styles.userId))
    .leftJoin(styleFavorites, and(eq(styleFavorites.styleId, styles.id), starred));
}

/** Of the house in the administrator's order, then one's own, then what others share, the newest last. */
function inOrder(viewer: Viewer): SQL[] {
  const own = viewer.kind === "user" ? [desc(sql`coalesce(${styles.userId} = ${viewer.id}, false)`)] : [];
  return [asc(isNotNull(styles.userId)), ...own, asc(styles.sortOrder), asc(styles.id)];
}

/** Styles the viewer can pick: visible, enabled, of an enabled model of an enabled backend, in their order. */
export async function listEnabledStyles(viewer: Viewer, limit = 500) {
  return select(viewer)
    .where(pickable(viewer))
    .orderBy(...inOrder(viewer))
    .limit(limit);
}

/** Styles the viewer can pick whose words contain every given word, unranked. */
export async function searchEnabledStyles(viewer: Viewer, words: string[], limit = 500) {
  const conditions = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    return or(like(styles.title, pattern), like(styles.description, pattern), like(styles.slug, pattern));
  });
  return select(viewer)
    .where(and(pickable(viewer), ...conditions))
    .orderBy(...inOrder(viewer))
    .limit(limit);
}

/** A style that the viewer can pick; null for another's private one as for a missing one. */
export async function findEnabledStyle(
  viewer: Viewer,
  by: { id: number } | { slug: string },
): Promise<WholeStyle | null> {
  const named = "id" in by ? eq(styles.id, by.id) : eq(styles.slug, by.slug);
  return findWhole(viewer, and(pickable(viewer), named));
}

/** A style the viewer may know of, switched off or not. */
export async function findVisibleStyle(viewer: Viewer, id: number): Promise<WholeStyle | null> {
  return findWhole(viewer, and(styleVisibleTo(viewer), eq(styles.id, id)));
}

/** What members share with everyone, the newest first; for whoever may make one a style of the house. */
export async function listSharedStyles(viewer: Viewer, limit = 200) {
  return select(viewer)
    .where(and(styleVisibleTo(viewer), eq(styles.isShared, true), isNotNull(styles.userId)))
    .orderBy(desc(styles.id))
    .limit(limit);
}

/** A style in whatever state, for making its preview and what was asked for in it. */
export async function findStyle(id: number): Promise<WholeStyle | null> {
  return findWhole(nobody, eq(styles.id, id));
}

async function findWhole(viewer: Viewer, where: SQL | undefined): Promise<WholeStyle | null> {
  const [row] = await select(viewer).where(where);
  if (!row) return null;
  const [whole] = await database().select({ workflow: styles.workflow }).from(styles).where(eq(styles.id, row.id));
  return whole ? { ...row, ...whole } : null;
}

export interface BuiltinStyle {
  slug: string;
  title: string;
  description: string;
  params: Record<string, number | string>;
  version: number;
}

/**
 * Brings backend, models and styles of the built-in kind to what this release ships; what an administrator
 * changed (order, enabled, default strength) stays. Answers the ids of styles whose preview must be made anew.
 */
export async function upsertBuiltinStyles(
  on: Executor,
  builtin: { backend: string; painter: string; filter: string },
  shipped: BuiltinStyle[],
): Promise<number[]> {
  const now = clock.now();
  await on
    .insert(backends)
    .values({
      kind: "builtin",
      name: builtin.backend,
      config: {},
      isDefault: true,
      concurrency: 2,
      createdAt: now,
      updatedAt: now,
    })
    .onDuplicateKeyUpdate({ set: { kind: "builtin" } });
  const [backend] = await on.select({ id: backends.id }).from(backends).where(eq(backends.name, builtin.backend));
  if (!backend) throw new Error("The built-in backend was not found.");
  for (const name of [builtin.painter, builtin.filter]) {
    await on
      .insert(models)
      .values({ backendId: backend.id, name, title: name, createdAt: now })
      .onDuplicateKeyUpdate({ set: { name } });
  }
  const [filterModel] = await on
    .select({ id: models.id })
    .from(models)
    .where(and(eq(models.backendId, backend.id), eq(models.name, builtin.filter)));
  if (!filterModel) throw new Error("The built-in filters' model was not found.");
  const before = new Map(
    (
      await on
        .select({ slug: styles.slug, version: styles.version })
        .from(styles)
        .where(
          inArray(
            styles.slug,
            shipped.map((style) => style.slug),
          ),
        )
    ).map((row) => [row.slug, row.version]),
  );
  for (const [index, style] of shipped.entries()) {
    const words = { title: style.title, description: style.description, params: style.params, version: style.version };
    await on
      .insert(styles)
      .values({
        ...words,
        slug: style.slug,
        modelId: filterModel.id,
        kind: "filter",
        filter: style.slug,
        sortOrder: index * 10,
        createdAt: now,
        updatedAt: now,
      })
      .onDuplicateKeyUpdate({ set: { ...words, updatedAt: now } });
  }
  const changed = shipped.filter((style) => before.get(style.slug) !== style.version).map((style) => style.slug);
  if (changed.length === 0) return [];
  const rows = await on.select({ id: styles.id }).from(styles).where(inArray(styles.slug, changed));
  return rows.map((row) => row.id);
}

/** A model of a backend. */
export interface ModelOfBackend {
  model: string;
  /** What a picture costs, in millionths of the currency. */
  priceMicros: number;
  backendId: number;
  backendKind: string;
}

/** The first model of the default backend, for pictures from words when none is named. */
export async function findDefaultModel(): Promise<ModelOfBackend | null> {
  return findModel(eq(backends.isDefault, true));
}

/** The model of that name, of whichever enabled backend offers it first. */
export async function findEnabledModel(name: string): Promise<ModelOfBackend | null> {
  return findModel(eq(models.name, name));
}

/** The first model of a kind of backend, the default one first. */
export async function findModelOfKind(kind: string): Promise<ModelOfBackend | null> {
  return findModel(eq(backends.kind, kind));
}

/** Models of enabled backends by name, in the order in which they are found by it, each with its backend's kind. */
export async function listEnabledModels(limit = 500) {
  return database()
    .select({ name: models.name, createdAt: models.createdAt, backendKind: backends.kind })
    .from(models)
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(isOffered())
    .orderBy(desc(backends.isDefault), asc(backends.sortOrder), asc(backends.id), asc(models.id))
    .limit(limit);
}

/** Enabled, still there, of an enabled backend. */
function isOffered() {
  const isThere = or(isNull(models.shutdownAt), gt(models.shutdownAt, clock.now()));
  return and(eq(models.enabled, true), isThere, eq(backends.enabled, true));
}

async function findModel(where: SQL): Promise<ModelOfBackend | null> {
  const [row] = await database()
    .select({
      model: models.name,
      priceMicros: models.priceMicros,
      backendId: backends.id,
      backendKind: backends.kind,
    })
    .from(models)
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(and(where, isOffered()))
    .orderBy(desc(backends.isDefault), asc(backends.sortOrder), asc(backends.id), asc(models.id))
    .limit(1);
  return row ?? null;
}
