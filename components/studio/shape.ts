export const shapes = { square: 1, landscape: 4 / 3, portrait: 3 / 4, wide: 16 / 9, tall: 9 / 16 } as const;
export type Shape = keyof typeof shapes;
export const shapeNames = ["square", "landscape", "portrait", "wide", "tall"] as const satisfies readonly Shape[];

/** Longest sides one may ask for, in pixels. */
export const longestSides = [512, 1024, 1536, 2048] as const;

/** Width and height of a shape, rounded to multiples of 8 as picture models like them. */
export function sizeOf(shape: Shape, longest: number): { width: number; height: number } {
  const ratio = shapes[shape];
  const round = (side: number) => Math.max(64, Math.round(side / 8) * 8);
  return ratio >= 1
    ? { width: round(longest), height: round(longest / ratio) }
    : { width: round(longest * ratio), height: round(longest) };
}

/** The nearest shape and longest side to a given size. */
export function nearestShape(width: number, height: number): { shape: Shape; longest: number } {
  const distance = (shape: Shape) => Math.abs(Math.log(width / height / shapes[shape]));
  const shape = shapeNames.reduce((best, next) => (distance(next) < distance(best) ? next : best));
  const side = Math.max(width, height);
  const longest = longestSides.reduce((best, next) => (Math.abs(next - side) < Math.abs(best - side) ? next : best));
  return { shape, longest };
}
