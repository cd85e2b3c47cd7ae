import { inTransaction, isDuplicate, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { type BackendRow, findModel, listStylesOf } from "@/db/queries/backends";
import { unindexStyle } from "@/db/queries/image-terms";
import {
  asideSlug,
  bringBackendBack,
  bringStyleBack,
  findFreeName,
  listRemovedBackends as listBackendRows,
  listRemovedStyles as listStyleRows,
  lockRemovedBackend,
  lockRemovedStyle,
  type PlacedStyle,
  putStyleAside,
} from "@/db/queries/removed";
import { findFreeSlug } from "@/db/queries/style-changes";
import { requireAdministrator } from "@/lib/admin/policy";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/limits";
import { enqueue } from "@/lib/queue";
import { termsIndex } from "@/lib/queue/jobs";
import { storage } from "@/lib/storage";
import { stylePreviewKey } from "@/lib/styles/schema";
import type { Viewer } from "@/lib/viewer";
import type { RemovedDto } from "../schema";
import { askForPreview, noSuchStyle, note } from "./style-recipe";

/** A style whose slug is another now, and with it the place of its preview. */
export interface Renamed {
  id: number;
  from: string;
  to: string;
}

/** Backends that can still be brought back. @throws AppError `not_found` */
export async function listRemovedBackends(viewer: Viewer): Promise<RemovedDto[]> {
  requireAdministrator(viewer);
  return (await listBackendRows()).flatMap(removedDto);
}

/** Styles that can still be brought back by themselves. @throws AppError `not_found` */
export async function listRemovedStyles(viewer: Viewer): Promise<RemovedDto[]> {
  requireAdministrator(viewer);
  return (await listStyleRows()).flatMap(removedDto);
}

/**
 * Brings a removed backend back as it was, with its models and the styles that went with it; those that were removed
 * before stay removed. Names that others have by now get a number.
 *
 * @throws AppError `not_found`
 */
export async function restoreBackend(viewer: Viewer, id: number): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  const back = await withFreeName(async (tx) => {
    const row = await lockRemovedBackend(tx, id);
    if (!row) throw new AppError("not_found", { words: "There is no such backend." });
    const name = await findFreeName(tx, row.removedName ?? row.kind);
    const enabled = row.wasEnabled ?? false;
    await bringBackendBack(tx, id, name, enabled);
    const went = (await listStylesOf(tx, id)).filter((style) => style.removedAt === null);
    const renamed: Renamed[] = [];
    for (const style of went) renamed.push(await bringBack(tx, style));
    if (renamed.length > 0) await enqueue(tx, termsIndex, [{}], { lane: "system" });
    const after = { kind: row.kind, name, enabled };
    await insertAuditEntry(tx, { actorId, action: "backend.restore", subject: `backend:${id}`, after });
    return { backend: row, renamed };
  });
  await bringPreviews(back.renamed, back.backend);
}

/**
 * Brings a removed style back as it was; pictures made in it say so again. A slug that another has by now gets a number.
 *
 * @throws AppError `not_found`, also as long as its backend is removed
 */
export async function restoreStyle(viewer: Viewer, id: number): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  const back = await withFreeName(async (tx) => {
    const row = await lockRemovedStyle(tx, id);
    const place = row && (await findModel(row.modelId));
    if (!place) throw noSuchStyle();
    const renamed = await bringBack(tx, row);
    await enqueue(tx, termsIndex, [{}], { lane: "system" });
    await note(tx, actorId, "style.restore", id, undefined, { slug: renamed.to, title: row.title });
    return { backend: place.backend, renamed };
  });
  await bringPreviews([back.renamed], back.backend);
}

/** Takes a style away until it is brought back. @param removedAt null where it goes with its backend */
export async function putAside(
  tx: Transaction,
  style: Pick<PlacedStyle, "id" | "slug">,
  removedAt: Date | null,
): Promise<Renamed> {
  await unindexStyle(tx, style.id);
  await putStyleAside(tx, style, removedAt);
  return { id: style.id, from: style.slug, to: asideSlug(style.id) };
}

const triesMax = 3;

/** Somebody may take a name in the moment between finding it free and taking it: then another is found. */
async function withFreeName<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(work);
    } catch (error) {
      if (!isDuplicate(error) || attempt === triesMax) throw error;
    }
  }
}

async function bringBack(tx: Transaction, { id, slug, removedSlug }: PlacedStyle): Promise<Renamed> {
  const to = await findFreeSlug(tx, removedSlug ?? "style");
  await bringStyleBack(tx, id, to);
  await unindexStyle(tx, id);
  return { id, from: slug, to };
}

/** Previews lie where their style's slug says: one that is free again must not show the picture of another style. */
export async function movePreviews(styles: Renamed[]): Promise<void> {
  for (const style of styles) await movePreview(style);
}

async function movePreview({ from, to }: Renamed): Promise<boolean> {
  const preview = await storage().read(stylePreviewKey(from));
  if (!preview) return false;
  await storage().put(stylePreviewKey(to), preview);
  await storage().remove(stylePreviewKey(from));
  return true;
}

/** Moves previews back; what has none, because it was removed before it was made, gets one by a job. */
async function bringPreviews(styles: Renamed[], backend: Pick<BackendRow, "id" | "kind">): Promise<void> {
  for (const style of styles) {
    if (!(await movePreview(style))) await inTransaction((tx) => askForPreview(tx, style.id, backend));
  }
}

function removedDto({
  id,
  name,
  removedAt,
}: {
  id: number;
  name: string | null;
  removedAt: Date | null;
}): RemovedDto[] {
  if (!removedAt) return [];
  return [{ id, name: name ?? "", goesAt: new Date(removedAt.getTime() + limits.removedKeptMs).toISOString() }];
}
