import { inTransaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { listModels, lockBackend, updateBackend, updateModel } from "@/db/queries/backends";
import { requireAdministrator } from "@/lib/admin/policy";
import { AppError } from "@/lib/errors";
import type { Viewer } from "@/lib/viewer";
import type { CostInput } from "../schema";

/**
 * Sets what pictures of a backend cost, and what it may cost in a month. It counts for what is asked for from now on;
 * what already waits keeps its price. Models that are left out stay as they are.
 *
 * @throws AppError `not_found`
 */
export async function changeCost(viewer: Viewer, { id, ceiling, prices }: CostInput): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const backend = await lockBackend(tx, id);
    if (!backend) throw new AppError("not_found", { words: "There is no such backend." });
    const before: Record<string, number | null> = {};
    const after: Record<string, number | null> = {};
    if (backend.ceilingMicros !== ceiling) {
      before.ceiling = backend.ceilingMicros;
      after.ceiling = ceiling;
      await updateBackend(tx, id, { ceilingMicros: ceiling });
    }
    for (const model of await listModels([id], tx)) {
      const given = prices[String(model.id)];
      const priceMicros = given ?? 0;
      if (given === undefined || priceMicros === model.priceMicros) continue;
      before[model.name] = model.priceMicros;
      after[model.name] = priceMicros;
      await updateModel(tx, model.id, { priceMicros });
    }
    if (Object.keys(after).length === 0) return;
    await insertAuditEntry(tx, { actorId, action: "backend.cost", subject: `backend:${id}`, before, after });
  });
}
