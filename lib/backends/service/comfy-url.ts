import { findImageBackend, findStyleBackend, hasEnabledBackend } from "@/db/queries/backends";
import { findPublicUrl } from "@/db/queries/settings";
import { AppError } from "@/lib/errors";
import type { Viewer } from "@/lib/viewer";
import type { ComfyUrlQuery } from "../schema";

const comfyui = "comfyui";

/**
 * Our own address, whose `/ws` speaks ComfyUI's messages, when a ComfyUI makes the pictures of the style or made the
 * picture, or when there is any. A backend's own address is never given out.
 *
 * @throws AppError `not_found`
 */
export async function findComfyUrl(
  viewer: Viewer,
  { style_id, image_uuid }: ComfyUrlQuery,
): Promise<{ comfyui_url: string }> {
  const asked = await Promise.all([
    ...(style_id === undefined ? [] : [findStyleBackend(viewer, style_id)]),
    ...(image_uuid === undefined ? [] : [findImageBackend(viewer, image_uuid)]),
  ]);
  const isComfy = asked.length > 0 ? asked.every((kind) => kind === comfyui) : await hasEnabledBackend(comfyui);
  if (!isComfy) throw new AppError("not_found", { words: "There is no ComfyUI here." });
  return { comfyui_url: await findPublicUrl() };
}
