import { selectImagesInOrder } from "@/db/queries/image-rows";
import { findImage, findImageState, findRecipes, listAncestors, listChildIds, missingImage } from "@/db/queries/images";
import { findSetting } from "@/db/queries/settings";
import { fromNow, hourMs } from "@/lib/clock";
import { recipeDto } from "@/lib/recipe";
import type { Viewer } from "@/lib/viewer";
import { type HistoryDto, listedImageDto } from "../schema";

const ancestorsMax = 20;
const childrenMax = 100;

/** Where a picture came from and what was made of it, as far as the viewer may see. @throws AppError `not_found`, `not_ready` */
export async function getImageHistory(viewer: Viewer, id: number): Promise<HistoryDto> {
  const image = await findImage(viewer, { id });
  if (!image) throw await missingImage(viewer, id);
  const [ancestors, siblingIds, childIds, newHours] = await Promise.all([
    listAncestors(viewer, image, ancestorsMax),
    image.parentId === null ? [] : listChildIds(viewer, image.parentId, childrenMax),
    listChildIds(viewer, image.id, childrenMax),
    findSetting("new_image_hours"),
  ]);
  const [siblings, children] = await Promise.all([
    selectImagesInOrder(
      viewer,
      siblingIds.filter((sibling) => sibling !== image.id),
    ),
    selectImagesInOrder(viewer, childIds),
  ]);
  const steps = [...ancestors.reverse(), image];
  const recipes = await findRecipes([...steps, ...siblings, ...children].flatMap((row) => row?.id ?? []));
  const newSince = fromNow(-newHours * hourMs);
  const recipeOf = (of: number) => recipeDto(recipes.get(of) ?? null);
  return {
    image_id: image.id,
    uuid: image.uuid,
    steps: steps.map((row) => ({
      image: row && listedImageDto(row, newSince),
      recipe: row && recipeOf(row.id),
    })),
    siblings: siblings.map((row) => ({ image: listedImageDto(row, newSince), recipe: recipeOf(row.id) })),
    children: children.map((row) => ({ image: listedImageDto(row, newSince), recipe: recipeOf(row.id) })),
  };
}

export type ImageStatus = "queued" | "running" | "succeeded" | "failed" | "cancelled" | "unknown";

/** How far a picture is; `unknown` for one that the viewer neither sees nor has made. */
export async function getImageStatus(viewer: Viewer, id: number): Promise<ImageStatus> {
  const found = await findImageState(viewer, id);
  if (!found) return "unknown";
  if (found.state === "ready") return "succeeded";
  if (found.state === "pending") return found.generation ?? "queued";
  return found.generation === "cancelled" ? "cancelled" : "failed";
}
