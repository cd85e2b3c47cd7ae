import type { GenerationRow } from "@/db/queries/generations";
import { findRecipes, listAncestors } from "@/db/queries/images";
import { findEnabledStyle, type WholeStyle } from "@/db/queries/styles";
import type { Requester } from "@/lib/auth/guests";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/limits";
import type { KeptRecipe } from "@/lib/recipe";
import type { Maker, Viewer } from "@/lib/viewer";
import type { BatchAnswer, StepDto } from "../schema";
import { writeBatch } from "./batch";
import { type Order, requireSources, requireStyle, restyleOrder, termsOf } from "./order";

const stepsMax = 20;

interface Step {
  style: WholeStyle;
  recipe: KeptRecipe;
}

/**
 * Gives pictures the styles that led to another one, step after step, each with its strength, parameters and seed. A
 * step waits until the one before is there; when one fails or is stopped, so are those after it.
 *
 * @throws AppError `guests_off`, `not_found`, `invalid`, `quota`
 */
export async function requestSteps(requester: Requester, imageId: number, imageIds: number[]): Promise<BatchAnswer> {
  const steps = await findSteps(requester, imageId);
  if (steps.length === 0) throw new AppError("invalid", { words: "No styles led to this picture." });
  if (steps.length * imageIds.length > limits.batchJobsMax) {
    const words = `At most ${limits.batchJobsMax} pictures can be made at once.`;
    throw new AppError("invalid", { words, fields: { image_ids: [words] } });
  }
  const [sources, terms] = await Promise.all([requireSources(requester, imageIds), termsOf(requester)]);
  return writeBatch(
    terms,
    steps.map(({ style, recipe: { strength, params, seed } }) =>
      sources.map((source) => restyleOrder(terms, source, style, { strength: strength ?? undefined, params, seed })),
    ),
  );
}

/**
 * Asks again for steps of which each starts from the one before, in the batch where they stood: those of one line, from
 * the first that failed or was stopped.
 *
 * @throws AppError `guests_off`, `not_found`, `invalid`, `quota`
 */
export async function requestStepsAgain(maker: Maker, line: GenerationRow[]): Promise<void> {
  const [first] = line;
  if (!first?.sourceImageId || !first.batchUuid) throw new AppError("not_found");
  const [[source], terms] = await Promise.all([requireSources(maker, [first.sourceImageId]), termsOf(maker)]);
  if (!source) throw new AppError("not_found");
  const steps: Order[][] = [];
  for (const { styleId, strength, params, seed, isTemp, isPublic } of line) {
    if (styleId === null) throw new AppError("not_found", { words: "This style is not available any more." });
    const style = await requireStyle(maker, { id: styleId });
    steps.push([
      restyleOrder(terms, source, style, { strength: strength ?? undefined, params, seed }, { isTemp, isPublic }),
    ]);
  }
  await writeBatch(terms, steps, first.batchUuid);
}

/** The styles that led to a picture, as far back as the viewer sees; none for one that was not restyled. @throws AppError `not_found`, `invalid` */
export async function listSteps(viewer: Viewer, imageId: number): Promise<StepDto[]> {
  const steps = await findSteps(viewer, imageId);
  return steps.map(({ style: { id, slug, title }, recipe: { strength } }) => ({
    style: { id, slug, title },
    strength,
  }));
}

/** Whether another machine than ours takes one of the steps to a picture. */
export async function hasExternalStep(viewer: Viewer, imageId: number): Promise<boolean> {
  return (await findSteps(viewer, imageId)).some(({ style }) => style.backendKind !== "builtin");
}

async function findSteps(viewer: Viewer, imageId: number): Promise<Step[]> {
  const [image] = await requireSources(viewer, [imageId]);
  if (!image) throw new AppError("not_found");
  const line = [image, ...(await listAncestors(viewer, image, stepsMax))];
  const recipes = await findRecipes(line.flatMap((row) => row?.id ?? []));
  const steps: Step[] = [];
  for (const row of line) {
    const recipe = row && recipes.get(row.id);
    if (!recipe?.style || recipe.prompt !== null) break;
    const style = await findEnabledStyle(viewer, { slug: recipe.style });
    if (!style) throw new AppError("invalid", { words: "One of its styles is not available any more." });
    steps.unshift({ style, recipe });
  }
  return steps;
}
