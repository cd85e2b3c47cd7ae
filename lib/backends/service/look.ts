import { inTransaction, type Transaction } from "@/db/client";
import { type BackendRow, findBackend, listModels, lockBackend, noteLook, replaceModels } from "@/db/queries/backends";
import { insertStyle } from "@/db/queries/style-changes";
import { requireAdministrator } from "@/lib/admin/policy";
import { minuteMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { findNetwork, openBackend } from "@/lib/providers/configured";
import { type Health, ProviderError } from "@/lib/providers/define";
import { enqueue } from "@/lib/queue";
import { backendPool, stylePreview } from "@/lib/queue/jobs";
import { promptStyles } from "@/lib/styles/schema";
import type { Viewer } from "@/lib/viewer";
import type { HealthDto } from "../schema";

/** No check may take longer, whatever the backend does. */
const checkMs = minuteMs;

/**
 * Looks whether a backend can be used, and keeps what it offers. The first models that come bring the styles that
 * ship with them.
 *
 * @throws AppError `not_found`
 */
export async function testBackend(viewer: Viewer, id: number): Promise<HealthDto> {
  requireAdministrator(viewer);
  const row = await findBackend(id);
  if (!row) throw new AppError("not_found", { words: "There is no such backend." });
  return lookAt(row);
}

/** The same for the house itself, which looks once a day. */
export async function lookAt(row: BackendRow): Promise<HealthDto> {
  const { ok, words, version, models, problems, endings = new Map() } = await ask(row);
  await inTransaction(async (tx) => {
    if (!(await lockBackend(tx, row.id))) return;
    await noteLook(tx, row.id);
    if (models.length > 0 && row.kind !== "builtin") await keepModels(tx, row, models, endings);
  });
  return { ok, words, version, models, problems };
}

async function ask(row: BackendRow): Promise<Health> {
  try {
    const { provider, config } = openBackend(row);
    const outgoing = { signal: AbortSignal.timeout(checkMs), network: await findNetwork() };
    return await provider.check(config, outgoing);
  } catch (error) {
    if (!(error instanceof ProviderError)) log.error({ err: error, backend: row.id }, "a backend could not be checked");
    const words = error instanceof ProviderError ? error.options.adminDetail : "It could not be looked at.";
    const code = error instanceof ProviderError ? error.reason : "failed";
    return { ok: false, words, version: null, models: [], problems: [{ code, words, values: {} }] };
  }
}

async function keepModels(
  tx: Transaction,
  backend: BackendRow,
  names: string[],
  endings: ReadonlyMap<string, Date>,
): Promise<void> {
  const before = await listModels([backend.id], tx);
  await replaceModels(tx, backend.id, names, endings);
  if (before.length > 0) return;
  const model = (await listModels([backend.id], tx)).sort((a, b) => rank(b.name) - rank(a.name))[0];
  if (!model) return;
  for (const { slug, strength, ...words } of promptStyles) {
    const recipe = { modelId: model.id, kind: "prompt" as const, params: {}, strengthDefault: strength };
    const styleId = await insertStyle(tx, slug, { ...words, ...recipe });
    await enqueue(tx, stylePreview, [{ styleId }], { lane: "system", pool: backendPool(backend), subjectId: styleId });
  }
}

/** Larger models make the better pictures of styles; refiners and inpainting models are no beginning. */
function rank(name: string): number {
  if (/refiner|inpaint|vae|lora/i.test(name)) return 0;
  return /xl|pony|illustrious|flux/i.test(name) ? 2 : 1;
}
