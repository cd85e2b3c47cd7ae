/** How far in, and how far the middle of the picture is moved from the middle of its box, in pixels. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export interface Box {
  width: number;
  height: number;
}

export const fitted: Zoom = { scale: 1, x: 0, y: 0 };
export const scaleMax = 8;

/** Zooms by a factor so that the point under the pointer (from the middle of the box) stays where it is. */
export function zoomAt(zoom: Zoom, factor: number, point: { x: number; y: number }, box: Box): Zoom {
  const scale = Math.min(scaleMax, Math.max(1, zoom.scale * factor));
  const grown = scale / zoom.scale;
  return within({ scale, x: point.x - (point.x - zoom.x) * grown, y: point.y - (point.y - zoom.y) * grown }, box);
}

/** Moves the picture, never further than its own edge. */
export function moveBy(zoom: Zoom, x: number, y: number, box: Box): Zoom {
  return within({ ...zoom, x: zoom.x + x, y: zoom.y + y }, box);
}

function within({ scale, x, y }: Zoom, box: Box): Zoom {
  const clamp = (value: number, side: number) => {
    const reach = ((scale - 1) * side) / 2;
    return Math.min(reach, Math.max(-reach, value)) || 0;
  };
  return { scale, x: clamp(x, box.width), y: clamp(y, box.height) };
}
