import { findStyle } from "@/db/queries/styles";
import { encodePreview } from "@/lib/imaging/pixels";
import { storage } from "@/lib/storage";
import { runPixels } from "@/lib/threads/pool";

/** The picture every style is shown on until there is one of the visitor's own. */
const subject = { prompt: "a lighthouse on a cliff above the sea at sunset, sailing boats, clouds, birds", seed: 7 };
const sidePx = 384;

/** Renders the preview picture of a built-in style. */
export async function renderPreview(styleId: number, signal: AbortSignal): Promise<void> {
  const style = await findStyle(styleId);
  if (style?.kind !== "filter") return;
  const pixels = await runPixels(
    {
      kind: "paint",
      ...subject,
      width: sidePx * 2,
      height: sidePx * 2,
      filter: { slug: style.slug, params: style.params, strength: style.strengthDefault },
    },
    { signal, progress: () => undefined },
  );
  await storage().put(`styles/${style.slug}.webp`, await encodePreview(pixels, sidePx));
}
