import { inTransaction } from "@/db/client";
import { listEnabledStyles, type StyleRow, searchEnabledStyles, upsertBuiltinStyles } from "@/db/queries/styles";
import { filters, findFilter } from "@/lib/filters";
import type { ParamSpecs } from "@/lib/filters/define";
import { findProvider } from "@/lib/providers";
import { enqueue } from "@/lib/queue";
import { stylePreview } from "@/lib/queue/jobs";
import { type StyleDto, stylePreviewUrl } from "./schema";

/** Styles one can pick, in the administrator's order. */
export async function listStyles(): Promise<StyleDto[]> {
  return (await listEnabledStyles()).map(styleDto);
}

/** Styles whose title, description or name hold every word, best first: title before name before description. */
export async function searchStyles(q: string): Promise<StyleDto[]> {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
  const found = await searchEnabledStyles(words);
  const score = (row: StyleRow) =>
    words.reduce((sum, word) => {
      const title = row.title.toLowerCase();
      if (title.startsWith(word)) return sum + 4;
      if (title.includes(word)) return sum + 3;
      return sum + (row.slug.includes(word) ? 2 : 1);
    }, 0);
  return found
    .map((row) => ({ row, score: score(row) }))
    .sort((a, b) => b.score - a.score)
    .map(({ row }) => styleDto(row));
}

/** Fills in the built-in backend and its styles; previews that are missing are rendered by jobs. */
export async function fillInStyles(): Promise<void> {
  const shipped = filters.map((filter) => ({
    slug: filter.slug,
    title: filter.title,
    description: filter.description,
    params: {},
    version: filter.version,
  }));
  await inTransaction(async (tx) => {
    const builtin = { backend: "builtin", painter: "painter", filter: "filter" };
    for (const styleId of await upsertBuiltinStyles(tx, builtin, shipped)) {
      await enqueue(tx, stylePreview, [{ styleId }], { lane: "system", subjectId: styleId });
    }
  });
}

function styleDto(row: StyleRow): StyleDto {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    preview_image: stylePreviewUrl(row.slug, row.version),
    enabled: true,
    slug: row.slug,
    backend: row.backend,
    model: row.model,
    strength_default: row.strengthDefault,
    params: paramsOf(row),
  };
}

/** What can be set: a filter's own parameters, or the backend's, with the style's values as defaults. */
function paramsOf(row: StyleRow): StyleDto["params"] {
  const owner = row.kind === "filter" ? findFilter(row.slug) : findProvider(row.backendKind);
  const specs: ParamSpecs = owner?.params ?? {};
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const own = row.params[name];
      if (spec.kind === "number") return [name, { ...spec, default: typeof own === "number" ? own : spec.default }];
      return [name, { ...spec, default: typeof own === "string" ? own : spec.default }];
    }),
  );
}
