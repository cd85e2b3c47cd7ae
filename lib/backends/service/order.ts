import { inTransaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { listBackends, lockBackend, orderBackends } from "@/db/queries/backends";
import { listAdministeredStyles, lockStyle, orderStyles } from "@/db/queries/style-changes";
import { requireAdministrator } from "@/lib/admin/policy";
import { AppError } from "@/lib/errors";
import type { Viewer } from "@/lib/viewer";
import type { MoveInput, PlaceInput } from "../schema";
import { noSuchStyle, note } from "./style-recipe";

/** Moves a style one place up or down among all; at the end it stays. @throws AppError `not_found` */
export async function moveStyle(viewer: Viewer, { id, direction }: MoveInput): Promise<void> {
  await reorderStyles(viewer, id, (ids) => moved(ids, id, direction));
}

/** Puts a style before another one, or last. @throws AppError `not_found` */
export async function placeStyle(viewer: Viewer, { id, before }: PlaceInput): Promise<void> {
  await reorderStyles(viewer, id, (ids) => {
    const others = ids.filter((other) => other !== id);
    const at = before === null ? others.length : others.indexOf(before);
    return at < 0 ? ids : others.toSpliced(at, 0, id);
  });
}

/**
 * Moves a backend one place up or down; at the end it stays. Their order is the one in which they stand in for a
 * default that cannot be reached.
 *
 * @throws AppError `not_found`
 */
export async function moveBackend(viewer: Viewer, { id, direction }: MoveInput): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    if (!(await lockBackend(tx, id))) throw new AppError("not_found", { words: "There is no such backend." });
    const ids = (await listBackends(tx)).map((row) => row.id);
    const after = moved(ids, id, direction);
    if (after.indexOf(id) === ids.indexOf(id)) return;
    await orderBackends(tx, after);
    const [before, place] = [ids.indexOf(id), after.indexOf(id)];
    const subject = `backend:${id}`;
    await insertAuditEntry(tx, {
      actorId,
      action: "backend.move",
      subject,
      before: { place: before },
      after: { place },
    });
  });
}

async function reorderStyles(viewer: Viewer, id: number, order: (ids: number[]) => number[]): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    if (!(await lockStyle(tx, id))) throw noSuchStyle();
    const ids = (await listAdministeredStyles(tx)).map(({ style }) => style.id);
    const after = order(ids);
    const [from, to] = [ids.indexOf(id), after.indexOf(id)];
    if (from === to) return;
    await orderStyles(tx, after);
    await note(tx, actorId, "style.move", id, { place: from }, { place: to });
  });
}

function moved(ids: number[], id: number, direction: MoveInput["direction"]): number[] {
  const from = ids.indexOf(id);
  const other = ids[from + (direction === "up" ? -1 : 1)];
  if (other === undefined) return ids;
  return ids.map((one) => (one === id ? other : one === other ? id : one));
}
