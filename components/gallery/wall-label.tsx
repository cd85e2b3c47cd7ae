import type { Tile } from "./tile";

/** The small paper label beside a picture on the wall. The picture's own alternative text says the same aloud. */
export function WallLabel({ tile }: { tile: Tile }) {
  return (
    <span className="wall-label" aria-hidden>
      <span className="wall-label-title">{tile.title}</span>
      <span className="wall-label-line">
        {[...tile.lines, tile.date].join(" · ")}
        {tile.mark && <span className="wall-label-mark">{tile.mark}</span>}
      </span>
    </span>
  );
}
