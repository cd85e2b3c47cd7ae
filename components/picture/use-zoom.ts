import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { fitted, moveBy, type Zoom, zoomAt } from "./zoom";

const step = 1.5;
const keyMovePx = 80;
const doubleScale = 2.5;

type Spot = { x: number; y: number };

/** Zoom by keyboard, wheel, double click and pinch; move by dragging and arrow keys. */
export function useZoom(stage: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState<Zoom>(fitted);
  const pointers = useRef(new Map<number, Spot>());
  const isZoomed = zoom.scale > 1;

  function spot(event: { clientX: number; clientY: number }): Spot {
    const box = boxOf(stage.current);
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  }

  function by(factor: number, at: Spot = { x: 0, y: 0 }) {
    setZoom((now) => zoomAt(now, factor, at, boxOf(stage.current)));
  }

  function move(x: number, y: number) {
    setZoom((now) => moveBy(now, x, y, boxOf(stage.current)));
  }

  const key = useEffectEvent((event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select")) return;
    const arrows: Record<string, [number, number]> = {
      ArrowLeft: [keyMovePx, 0],
      ArrowRight: [-keyMovePx, 0],
      ArrowUp: [0, keyMovePx],
      ArrowDown: [0, -keyMovePx],
    };
    const arrow = isZoomed ? arrows[event.key] : undefined;
    if (arrow) move(...arrow);
    else if (event.key === "+" || event.key === "=") by(step);
    else if (event.key === "-") by(1 / step);
    else if (event.key === "0") setZoom(fitted);
    else return;
    event.preventDefault();
  });

  const wheel = useEffectEvent((event: WheelEvent) => {
    // A plain wheel scrolls the page, until one has zoomed in.
    if (!event.ctrlKey && !isZoomed) return;
    event.preventDefault();
    by(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), spot(event));
  });

  useEffect(() => {
    const place = stage.current;
    window.addEventListener("keydown", key);
    place?.addEventListener("wheel", wheel, { passive: false });
    return () => {
      window.removeEventListener("keydown", key);
      place?.removeEventListener("wheel", wheel);
    };
  }, [stage]);

  const handlers = {
    onDoubleClick: (event: { clientX: number; clientY: number }) =>
      isZoomed ? setZoom(fitted) : by(doubleScale, spot(event)),
    onPointerDown(event: PointerEvent) {
      pointers.current.set(event.pointerId, spot(event));
      if (isZoomed) event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent) {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const now = spot(event);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      if (other) by(distance(now, other) / Math.max(1, distance(before, other)), middle(now, other));
      else if (isZoomed) move(now.x - before.x, now.y - before.y);
      pointers.current.set(event.pointerId, now);
    },
    onPointerUp: (event: PointerEvent) => pointers.current.delete(event.pointerId),
    onPointerCancel: (event: PointerEvent) => pointers.current.delete(event.pointerId),
  };

  return { zoom, isZoomed, zoomIn: () => by(step), zoomOut: () => by(1 / step), fit: () => setZoom(fitted), handlers };
}

function boxOf(element: HTMLElement | null) {
  return element?.getBoundingClientRect() ?? new DOMRect();
}

function distance(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Spot, b: Spot): Spot {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
