import { imagesOfGenerations, listImageUuids, visibleAmong } from "@/db/queries/generation-images";
import { findOwnGeneration, listOwnGenerations, type StyledGeneration } from "@/db/queries/generations";
import { type ImageRow, selectImages } from "@/db/queries/image-rows";
import { findQueuePositions } from "@/db/queries/jobs";
import { findSetting } from "@/db/queries/settings";
import { findDefaultModel } from "@/db/queries/styles";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { imageDto } from "@/lib/images/schema";
import { limits } from "@/lib/limits";
import { generationRun } from "@/lib/queue/jobs";
import type { Viewer } from "@/lib/viewer";
import type { GenerationDto } from "../schema";

/** The viewer's own generations that were not put away, newest first. */
export async function listGenerations(
  viewer: Viewer,
  options: { activeOnly?: boolean } = {},
): Promise<GenerationDto[]> {
  return dtos(viewer, await listOwnGenerations(viewer, limits.generationsShown, options.activeOnly));
}

/** One of the viewer's own. @throws AppError `not_found`, for another's as for a missing one */
export async function getGeneration(viewer: Viewer, uuid: string): Promise<GenerationDto> {
  const row = isUuid(uuid) ? await findOwnGeneration(viewer, uuid) : null;
  const [dto] = row ? await dtos(viewer, [row]) : [];
  if (!dto) throw new AppError("not_found");
  return dto;
}

async function dtos(viewer: Viewer, rows: StyledGeneration[]): Promise<GenerationDto[]> {
  const ids = rows.map((row) => row.generation.id);
  const queued = rows.filter((row) => row.generation.status === "queued").map((row) => row.generation.id);
  const [images, sources, positions, uuids] = await Promise.all([
    selectImages(viewer, imagesOfGenerations(viewer, ids)),
    selectImages(
      viewer,
      visibleAmong(
        viewer,
        rows.flatMap((row) => row.generation.sourceImageId ?? []),
      ),
    ),
    findQueuePositions(generationRun.name, queued),
    listImageUuids(ids),
  ]);
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  return rows.map((row) => {
    const { id, sourceImageId } = row.generation;
    const results = images.filter((image) => image.generationId === id).sort((a, b) => a.ordinal - b.ordinal);
    const source = sourceImageId === null ? undefined : sourceById.get(sourceImageId);
    return dto(viewer, row, { results, source, position: positions.get(id) ?? null, uuids: uuids.get(id) ?? [] });
  });
}

interface Belongings {
  results: ImageRow[];
  source: ImageRow | undefined;
  position: number | null;
  uuids: string[];
}

function dto(
  viewer: Viewer,
  { generation: row, styleSlug, styleTitle }: StyledGeneration,
  own: Belongings,
): GenerationDto {
  return {
    uuid: row.uuid,
    status: row.status,
    progress: row.progress,
    queuePosition: row.status === "queued" ? own.position : null,
    kind: row.kind,
    prompt: row.prompt,
    negativePrompt: row.negativePrompt,
    style:
      row.styleId === null || styleSlug === null || styleTitle === null
        ? null
        : { id: row.styleId, slug: styleSlug, title: styleTitle },
    source: own.source ? imageDto(viewer, own.source) : null,
    backend: row.backendKind,
    standsInFor: row.standsInFor,
    model: row.model,
    strength: row.strength,
    params: row.params,
    seed: row.seed,
    width: row.width,
    height: row.height,
    count: row.count,
    batchUuid: row.batchUuid,
    error:
      row.status === "failed"
        ? { code: row.errorCode ?? "failed", message: row.errorMessage ?? "The picture could not be made." }
        : null,
    imageUuids: own.uuids,
    results: own.results.map((image) => imageDto(viewer, image)),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** What pictures cost that name no style, in millionths of the currency. */
export async function findPlainPrice(): Promise<{ currency: string; priceMicros: number }> {
  const [currency, model] = await Promise.all([findSetting("currency"), findDefaultModel()]);
  return { currency, priceMicros: model?.priceMicros ?? 0 };
}
