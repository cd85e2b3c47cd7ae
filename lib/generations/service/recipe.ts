import type { WholeStyle } from "@/db/queries/styles";
import { AppError } from "@/lib/errors";
import { valuesOf } from "@/lib/filters";
import { findParamSpecs, findProvider } from "@/lib/providers";

/**
 * The complete parameters of a recipe: what was given over the style's own, each within its bounds.
 *
 * @throws AppError `invalid`; `not_found` when the style's filter is gone
 */
export function requireParams(
  backendKind: string,
  style: Pick<WholeStyle, "kind" | "filter" | "params"> | null,
  given: Record<string, number | string>,
): Record<string, number | string> {
  const specs = style ? findParamSpecs(style, backendKind) : (findProvider(backendKind)?.params ?? {});
  if (!specs) throw new AppError("not_found", { words: "This style is not available any more." });
  try {
    return valuesOf(style?.filter ?? backendKind, specs, { ...style?.params, ...given });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError("invalid", { fields: { params: [cause.message] }, cause });
  }
}

/** Whether a style can do with what it gets: some start from a picture, some from words alone. @throws AppError `invalid` */
export function requireFitting(
  style: { backendKind: string; workflow: Record<string, unknown> | null },
  hasSource: boolean,
): void {
  if (!style.workflow) return;
  const takesImage = findProvider(style.backendKind)?.workflows?.takesImage(style.workflow) ?? hasSource;
  if (takesImage === hasSource) return;
  const words = takesImage ? "This style starts from a picture." : "This style makes pictures from words alone.";
  throw new AppError("invalid", { words, fields: { style_id: [words] } });
}
