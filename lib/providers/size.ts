/** Sides in pixels that a model works at, by what families of models were trained on. */
const families: [name: RegExp, sidePx: number][] = [
  [/xl|pony|illustrious|noob|animagine|flux|sd[-_ .]?3|hidream|qwen|chroma|lumina|cascade|playground/i, 1024],
  [/768|v2[-_.]1|sd[-_ .]?2/i, 768],
  [/1[-_.]?[45](?!\d)|sd[-_ .]?1|_8(?=\.)|v1[-_.]/i, 512],
];

/** The square a model was trained on, guessed from its name; 1024 when nothing tells. */
export function nativeSidePx(model: string): number {
  return families.find(([name]) => name.test(model))?.[1] ?? 1024;
}

/**
 * The size to work at: as many pixels as the model was trained on, in the shape that is wanted, sides divisible by 8
 * because a latent is an eighth of its picture.
 */
export function workingSize(width: number, height: number, sidePx: number): { width: number; height: number } {
  const scale = Math.sqrt((sidePx * sidePx) / (width * height));
  const round = (side: number) => Math.min(4096, Math.max(64, Math.round((side * scale) / 8) * 8));
  return { width: round(width), height: round(height) };
}
