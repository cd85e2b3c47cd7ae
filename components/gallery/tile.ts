/** A picture on the wall, ready to hang: every word already in the viewer's language. */
export interface Tile {
  uuid: string;
  width: number;
  height: number;
  src: string;
  srcSet: string;
  alt: string;
  title: string;
  /** Maker, technique and the like, in the order they are read. */
  lines: string[];
  date: string;
  /** ISO 8601. */
  dateTime: string;
  /** "Sample" or "Only you can see this". */
  mark: string | null;
  placeholder: string | null;
}

export interface TilePage {
  tiles: Tile[];
  nextCursor: string | null;
}

/** Widest and narrowest shape (width / height) a tile takes; what is beyond is cropped, never squeezed. */
const widest = 3;
const narrowest = 0.4;

/** Width over height of the box a picture hangs in. */
export function shapeOf({ width, height }: { width: number; height: number }): number {
  return Math.min(widest, Math.max(narrowest, width / Math.max(1, height)));
}
