import type { ImageDto } from "@/lib/images/schema";
import { type MediaVariant, mediaUrl } from "@/lib/media-address";

const steps = ["320", "640", "1280"] as const satisfies readonly MediaVariant[];

export interface Sources {
  src: string;
  srcSet: string;
}

/**
 * Addresses of a picture in its stored sizes. A variant's name is its longest side in pixels, and only those
 * smaller than the picture exist; the full picture is offered where it is wanted or the only one.
 */
export function sourcesOf(
  image: Pick<ImageDto, "uuid" | "version" | "width" | "height">,
  { full = false }: { full?: boolean } = {},
): Sources {
  const longest = Math.max(image.width, image.height, 1);
  const sizes = steps
    .filter((step) => Number(step) < longest)
    .map((step): { variant: MediaVariant; width: number } => ({
      variant: step,
      width: Math.max(1, Math.round((image.width * Number(step)) / longest)),
    }));
  if (full || sizes.length === 0) sizes.push({ variant: "full", width: image.width });
  const address = (variant: MediaVariant) => mediaUrl(image.uuid, variant, image.version);
  return {
    src: address(sizes.find(({ variant }) => variant === "640")?.variant ?? sizes[0].variant),
    srcSet: sizes.map(({ variant, width }) => `${address(variant)} ${width}w`).join(", "),
  };
}
