import { imagesOfGenerations, listMade, visibleAmong } from "@/db/queries/generation-images";
import { type BatchSummary, listBatch, listBatchSummaries, type StyledGeneration } from "@/db/queries/generations";
import { selectImages } from "@/db/queries/image-rows";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { imageDto } from "@/lib/images/schema";
import type { Viewer } from "@/lib/viewer";
import type { BatchDto } from "../schema";

/** One of the viewer's own batches. @throws AppError `not_found`, for another's as for a missing one */
export async function getBatch(viewer: Viewer, uuid: string): Promise<BatchDto> {
  const rows = isUuid(uuid) ? await listBatch(viewer, uuid) : [];
  if (rows.length === 0) throw new AppError("not_found");
  const ids = rows.map(({ generation }) => generation.id);
  const places = await placesOf(rows, ids);
  const sourceIds = [...new Set(places.map(({ sourceId }) => sourceId))];
  const columnKeys = [...new Set(places.map(({ columnKey }) => columnKey))].sort(
    (a, b) => stepOf(places, a) - stepOf(places, b),
  );
  const known = sourceIds.flatMap((id) => id ?? []);
  const [made, sources] = await Promise.all([
    selectImages(viewer, imagesOfGenerations(viewer, ids)),
    selectImages(viewer, visibleAmong(viewer, known)),
  ]);
  const count = (status: string) => rows.filter(({ generation }) => generation.status === status).length;
  const moved = rows.reduce((sum, { generation }) => sum + (isOver(generation) ? 100 : generation.progress), 0);
  return {
    uuid,
    progress: Math.floor(moved / rows.length),
    queued: count("queued"),
    running: count("running"),
    succeeded: count("succeeded"),
    failed: count("failed"),
    cancelled: count("cancelled"),
    sources: sourceIds.map((id) => {
      const source = sources.find((row) => row.id === id);
      return source ? imageDto(viewer, source) : null;
    }),
    columns: columnKeys.map((key) =>
      columnOf(rows[places.findIndex(({ columnKey }) => columnKey === key)], stepOf(places, key)),
    ),
    cells: rows.map(({ generation }, index) => {
      const image = made.find((row) => row.generationId === generation.id);
      return {
        source: sourceIds.indexOf(places[index]?.sourceId ?? null),
        column: columnKeys.indexOf(places[index]?.columnKey ?? ""),
        uuid: generation.uuid,
        status: generation.status,
        progress: generation.progress,
        error:
          generation.status === "failed"
            ? {
                code: generation.errorCode ?? "failed",
                message: generation.errorMessage ?? "The picture could not be made.",
              }
            : null,
        image: image ? imageDto(viewer, image) : null,
      };
    }),
  };
}

/** The viewer's latest batches, newest first. */
export async function listBatches(viewer: Viewer): Promise<BatchSummary[]> {
  return listBatchSummaries(viewer, 5);
}

interface Place {
  /** The picture that its steps began with; null when it is gone. */
  sourceId: number | null;
  step: number;
  columnKey: string;
}

/** Where each generation stands: a picture that the batch itself makes leads back to what that started from. */
async function placesOf(rows: StyledGeneration[], ids: number[]): Promise<Place[]> {
  const makerOf = await listMade(ids);
  const byId = new Map(rows.map(({ generation }) => [generation.id, generation]));
  return rows.map(({ generation }) => {
    let sourceId = generation.sourceImageId;
    let step = 1;
    while (sourceId !== null) {
      const before = byId.get(makerOf.get(sourceId) ?? 0);
      if (!before) break;
      sourceId = before.sourceImageId;
      step++;
    }
    return { sourceId, step, columnKey: `${step}/${generation.styleId}` };
  });
}

function stepOf(places: Place[], key: string): number {
  return places.find(({ columnKey }) => columnKey === key)?.step ?? 1;
}

function columnOf(row: StyledGeneration | undefined, step: number): BatchDto["columns"][number] {
  const { styleSlug = null, styleTitle = null, generation } = row ?? {};
  const id = generation?.styleId ?? null;
  const style =
    id === null || styleSlug === null || styleTitle === null ? null : { id, slug: styleSlug, title: styleTitle };
  return { step, style, strength: generation?.strength ?? null };
}

function isOver({ status }: { status: string }): boolean {
  return status !== "queued" && status !== "running";
}
