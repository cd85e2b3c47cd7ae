/** The sizes a picture is stored in; a number is the longest side in pixels. */
export const mediaVariants = ["320", "640", "1280", "full"] as const;
export type MediaVariant = (typeof mediaVariants)[number];

/** Where a picture's bytes are; `version` changes with content and visibility, so the answer may be kept for good. */
export function mediaUrl(uuid: string, variant: MediaVariant, version: number): string {
  return `/media/${uuid}/${variant}?v=${version}`;
}
