import { and, asc, eq, gt, inArray, isNull, min, ne, or } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Executor } from "../client";
import { backends, images, models } from "../schema";

/** A backend that can make pictures from words, with the model it would take. */
export interface StandIn {
  id: number;
  kind: string;
  name: string;
  model: string;
  priceMicros: number;
}

/** Of the built-in backend's models only this one takes words. */
const painter = "painter";

/** Enabled backends in the administrator's order, each with its first model that takes words and is still there. */
export async function listStandIns(): Promise<StandIn[]> {
  const isThere = or(isNull(models.shutdownAt), gt(models.shutdownAt, clock.now()));
  const takesWords = or(ne(backends.kind, "builtin"), eq(models.name, painter));
  const first = database()
    .select({ id: min(models.id) })
    .from(models)
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(and(eq(backends.enabled, true), eq(models.enabled, true), isThere, takesWords))
    .groupBy(models.backendId);
  return database()
    .select({
      id: backends.id,
      kind: backends.kind,
      name: backends.name,
      model: models.name,
      priceMicros: models.priceMicros,
    })
    .from(models)
    .innerJoin(backends, eq(backends.id, models.backendId))
    .where(inArray(models.id, first))
    .orderBy(asc(backends.sortOrder), asc(backends.id));
}

/** Says of pictures that are yet to be made which model makes them now. */
export async function setPendingModel(on: Executor, generationId: number, model: string): Promise<void> {
  await on
    .update(images)
    .set({ model, updatedAt: clock.now() })
    .where(and(eq(images.generationId, generationId), eq(images.state, "pending")));
}
