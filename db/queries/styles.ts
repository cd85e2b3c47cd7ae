import { and, asc, desc, eq, gt, inArray, isNull, like, or, type SQL } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { backends, models, styles } from "../schema";

const columns = {
  id: styles.id,
  slug: styles.slug,
  title: styles.title,
  description: styles.description,
  kind: styles.kind,
  params: styles.params,
  promptTemplate: styles.promptTemplate,
  negativePrompt: styles.negativePrompt,
  strengthDefault: styles.strengthDefault,
  version: styles.version,
  model: models.name,
  modelId: models.id,
  backendId: backends.id,
  backend: backends.name,
  backendKind: backends.kind,
};

export type StyleRow = Awaited<ReturnType<typeof listEnabledStyles>>[number];

/** A style with its own workflow, which may be long and is left out of lists. */
export type WholeStyle = StyleRow & { workflow: Record<string, unknown> | null };

/** Enabled, on an enabled model that is still there, of an enabled backend. */
function enabled() {
  const isThere = or(isNull(models.shutdownAt), gt(models.shutdownAt, clock.now()));
  return and(eq(styles.enabled, true), eq(models.enabled, true), isThere, eq(backends.enabled, true));
}

function select() {
  return database()
    .select(columns)
    .from(styles)
    .innerJoin(models, eq(models.id, styles.modelId))
    .innerJoin(backends, eq(backends.id, models.backendId));
}

/** Styles one can pick: enabled, of an enabled model of an enabled backend, in their order. */
export async function listEnabledStyles(limit = 500) {
  return select()
    .where(and(enabled(), eq(styles.isShared, true)))
    .orderBy(asc(styles.sortOrder), asc(styles.id))
    .limit(limit);
}

/** Enabled styles whose words contain every given word, unranked. */
export async function searchEnabledStyles(words: string[], limit = 500) {
  const conditions = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    return or(like(styles.title, pattern), like(styles.description, pattern), like(styles.slug, pattern));
  });
  return select()
    .where(and(enabled(), eq(styles.isShared, true), ...conditions))
    .orderBy(asc(styles.sortOrder), asc(styles.id))
    .limit(limit);
}

export async function findEnabledStyle(by: { id: number } | { slug: string }): Promise<WholeStyle | null> {
  const named = "id" in by ? eq(styles.id, by.id) : eq(styles.slug, by.slug);
  return findWhole(and(enabled(), named));
}

/** A style in whatever state, for making its preview. */
export async function findStyle(id: number): Promise<WholeStyle | null> {
  return findWhole(eq(styles.id, id));
}

async function findWhole(where: SQL | undefined): Promise<WholeStyle | null> {
  const [row] = await database()
    .select({ ...columns, workflow: styles.workflow })
    .from(styles)
    .innerJoin(models, eq(models.id, styles.modelId))
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(where);
  return row ?? null;
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

async function findModel(where: SQL): Promise<ModelOfBackend | null> {
  const isThere = or(isNull(models.shutdownAt), gt(models.shutdownAt, clock.now()));
  const [row] = await database()
    .select({ model: models.name, backendId: backends.id, backendKind: backends.kind })
    .from(models)
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(and(where, eq(models.enabled, true), isThere, eq(backends.enabled, true)))
    .orderBy(desc(backends.isDefault), asc(backends.sortOrder), asc(backends.id), asc(models.id))
    .limit(1);
  return row ?? null;
}
