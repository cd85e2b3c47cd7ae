/** A picture on the wall, ready to hang: every word already in the viewer's language. */
export interface Tile {
  id: number;
  uuid: string;
  version: number;
  width: number;
  height: number;
  /** Base64. */
  thumbhash: string | null;
  alt: string;
  title: string;
  /** Maker, technique, date and the like, as one line. */
  line: string;
  /** "Sample" or "Only you can see this". */
  mark: string | null;
  likes: number;
  isLiked: boolean;
  isMine: boolean;
  isPublic: boolean;
  isTemp: boolean;
  /** Sensitive, and not to be shown to this viewer before they ask. */
  isVeiled: boolean;
  /** When it was made, ISO 8601. */
  createdAt: string;
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
