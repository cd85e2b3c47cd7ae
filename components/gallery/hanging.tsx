import type { CSSProperties } from "react";
import { shapeOf, type Tile } from "./tile";
import { WallLabel } from "./wall-label";

const rowPx = 260;

/** One picture in a justified row. Its box is known from its shape alone, before any byte of it is here. */
export function Hanging({ tile, eager = false }: { tile: Tile; eager?: boolean }) {
  const shape = shapeOf(tile);
  const style: CSSProperties & Record<"--shape", string> = { "--shape": shape.toFixed(4) };
  return (
    <li className="hanging" style={style}>
      <a
        href={`/images/${tile.uuid}`}
        className="hanging-link"
        style={tile.placeholder ? { backgroundImage: `url(${tile.placeholder})` } : undefined}
      >
        <img
          src={tile.src}
          srcSet={tile.srcSet}
          sizes={`${eager ? "" : "auto, "}${Math.round(shape * rowPx)}px`}
          width={tile.width}
          height={tile.height}
          alt={tile.alt}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
        />
        <WallLabel tile={tile} />
      </a>
    </li>
  );
}
