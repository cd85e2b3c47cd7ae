import { inTransaction } from "@/db/client";
import { type BackendRow, findBackend } from "@/db/queries/backends";
import { insertEvent } from "@/db/queries/events";
import { type GenerationRow, lockGeneration, updateGeneration } from "@/db/queries/generations";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { findSetting } from "@/db/queries/settings";
import { listStandIns, type StandIn, setPendingModel } from "@/db/queries/stand-ins";
import { secondMs } from "@/lib/clock";
import { log } from "@/lib/log";
import { ProviderError } from "@/lib/providers/define";
import { enqueue } from "@/lib/queue";
import { backendPool, generationRun } from "@/lib/queue/jobs";
import { eventOf } from "./progress";
import { requireParams } from "./recipe";

/** For this long after it could not be reached, a backend is not tried by what may go elsewhere. */
const outageMs = 15 * secondMs;

const outages = new Map<string, { error: ProviderError; at: number }>();

/**
 * Fails what may go elsewhere at once while its backend was just found to be unreachable: a line of many would else
 * wait for each to find out.
 *
 * @throws ProviderError `unreachable`
 */
export function requireNoOutage(row: GenerationRow, backend: BackendRow): void {
  const outage = outages.get(keyOf(backend));
  if (row.mayMove && row.remoteId === null && outage && Date.now() - outage.at < outageMs) throw outage.error;
}

/**
 * Gives a generation whose backend cannot be reached to the next one, in the line of that one, and ends its job here.
 * Only one that named no backend, where the house wants it so, and nothing was made.
 *
 * @returns whether another makes it now
 */
export async function moveToStandIn(job: ClaimedJob, row: GenerationRow, error: unknown): Promise<boolean> {
  if (!(error instanceof ProviderError) || error.reason !== "unreachable") return false;
  if (!row.mayMove || row.backendId === null || !(await findSetting("stand_ins"))) return false;
  const backend = await findBackend(row.backendId);
  const next = await nextAfter(row, row.backendId);
  if (!backend || !next) return false;
  if (!outages.has(keyOf(backend)) || error !== outages.get(keyOf(backend))?.error) {
    outages.set(keyOf(backend), { error, at: Date.now() });
  }
  await inTransaction(async (tx) => {
    const locked = await lockGeneration(tx, { id: row.id });
    await finishJob(tx, job, "done");
    if (locked?.status !== "running" && locked?.status !== "queued") return;
    await updateGeneration(tx, row.id, {
      status: "queued",
      backendId: next.id,
      backendKind: next.kind,
      model: next.model,
      priceMicros: next.priceMicros,
      params: requireParams(next.kind, null, {}),
      remoteId: null,
      standsInFor: row.standsInFor ?? backend.name,
    });
    await setPendingModel(tx, row.id, next.model);
    const lane = row.userId === null ? `g:${row.guestId}` : `u:${row.userId}`;
    const pool = backendPool(next);
    await enqueue(tx, generationRun, [{ generationId: row.id }], { lane, pool, subjectId: row.id });
    await insertEvent(tx, "generation.queued", row, { ...eventOf(row, "queued", locked.progress) });
  });
  log.warn({ err: error, generation: row.uuid, from: backend.name, to: next.name }, "another backend stands in");
  return true;
}

/**
 * The one that stands in after this backend: the first in the administrator's order, and when that one cannot be
 * reached either, the one behind it. What costs money stands in for nothing: nobody asked for it.
 */
async function nextAfter(row: GenerationRow, backendId: number): Promise<StandIn | null> {
  const all = await listStandIns();
  const from = row.standsInFor === null ? 0 : all.findIndex(({ id }) => id === backendId) + 1;
  const mayUse = row.guestId !== null && (await findSetting("guest_use")) !== "all" ? isBuiltin : () => true;
  return (
    all.slice(from).find((one) => {
      return one.id !== backendId && one.name !== row.standsInFor && one.priceMicros === 0 && mayUse(one);
    }) ?? null
  );
}

function isBuiltin({ kind }: StandIn): boolean {
  return kind === "builtin";
}

/** A backend as it is configured: when it is changed, it is tried again. */
function keyOf({ id, createdAt, updatedAt }: BackendRow): string {
  return `${id}/${createdAt.getTime()}/${updatedAt.getTime()}`;
}
