import { findBackend } from "@/db/queries/backends";
import { findStyle } from "@/db/queries/styles";
import type { Pixels } from "@/lib/filters/define";
import { preparePixels } from "@/lib/imaging/ingest";
import { decodePixels, encodePreview } from "@/lib/imaging/pixels";
import { findNetwork, openBackend } from "@/lib/providers/configured";
import { storage } from "@/lib/storage";
import { runPixels } from "@/lib/threads/pool";
import { type Look, stylePreviewKey } from "./schema";

/** The picture every style is shown on until there is one of the visitor's own. */
const subject = { prompt: "a lighthouse on a cliff above the sea at sunset, sailing boats, clouds, birds", seed: 7 };
const sidePx = 384;
const size = { width: sidePx * 2, height: sidePx * 2 };

/** Renders the preview picture of a style, on the backend that it belongs to. @throws ProviderError */
export async function renderPreview(styleId: number, signal: AbortSignal): Promise<void> {
  const style = await findStyle(styleId);
  if (!style) return;
  const preview = await renderLook(style, signal);
  if (preview) await storage().put(stylePreviewKey(style.slug), preview);
}

/** The sample picture as a style shows it, as WebP; null when its backend is switched off. @throws ProviderError */
export async function renderLook(look: Look, signal: AbortSignal): Promise<Buffer | null> {
  const pixels = look.kind === "filter" ? await paint(look, signal) : await ask(look, signal);
  return pixels && encodePreview(pixels, sidePx);
}

function paint(style: Look | null, signal: AbortSignal): Promise<Pixels> {
  const slug = style?.filter;
  const filter = style && slug ? { slug, params: style.params, strength: style.strengthDefault } : undefined;
  return runPixels({ kind: "paint", ...subject, ...size, filter }, { signal, progress: () => undefined });
}

/** The painted picture through the style's backend; null when that is switched off. */
async function ask(style: Look, signal: AbortSignal): Promise<Pixels | null> {
  const backend = await findBackend(style.backendId);
  if (!backend?.enabled) return null;
  const { provider, config } = openBackend(backend);
  const wantsWords = style.workflow !== null && provider.workflows?.takesImage(style.workflow) === false;
  const mark = "algorithmicMedia" as const;
  const source = wantsWords ? null : { bytes: (await preparePixels(await paint(null, signal), { mark })).full, mark };
  const { model, params, strengthDefault: strength } = style;
  const request = {
    ...subject,
    ...size,
    source,
    negativePrompt: null,
    style: { slug: "preview", ...style },
    model,
    params,
    strength,
    count: 1,
    maker: null,
    isDraft: true,
  };
  const silently = {
    progress: () => undefined,
    waiting: () => undefined,
    preview: () => undefined,
    remember: async () => undefined,
  };
  const isAlone = backend.concurrency === 1;
  const outgoing = { signal, network: await findNetwork(), isAlone };
  const [made] = await provider.run(request, config, { ...outgoing, ...silently });
  if (!made) return null;
  return "pixels" in made.picture ? made.picture.pixels : decodePixels(made.picture.bytes, size.width);
}
