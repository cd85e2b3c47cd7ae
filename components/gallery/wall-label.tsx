import type { Tile } from "./tile";

/** The small paper label on a picture of the wall. Its title is silent, since the picture's own name says it aloud. */
export function WallLabel({ tile }: { tile: Tile }) {
  return (
    <span className="wall-label">
      <span className="wall-label-title" dir="auto" aria-hidden>
        {tile.title}
      </span>
      <span className="wall-label-line">
        {tile.line}
        {tile.mark && <span className="wall-label-mark">{tile.mark}</span>}
      </span>
    </span>
  );
}
