"use client";

import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { moveStyleAction, placeStyleAction } from "@/lib/backends/actions";

/**
 * Takes a style to another place among its neighbours (elements with `data-place`): dragged with mouse or finger, or
 * moved with the arrow keys. Without script there are the buttons for it.
 */
export function DragHandle({ id, label }: { id: number; label: string }) {
  const handle = useRef<HTMLButtonElement>(null);
  const [isBusy, setBusy] = useState(false);
  const row = () => handle.current?.closest<HTMLElement>("[data-place]") ?? null;
  const others = () => neighbours(row()).filter((element) => element !== row());

  async function send(action: typeof placeStyleAction, fields: Record<string, string>) {
    setBusy(true);
    const form = new FormData();
    form.set("id", String(id));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    await action(null, form).catch(() => null);
    setBusy(false);
    handle.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const direction = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (!direction || isBusy) return;
    event.preventDefault();
    void send(moveStyleAction, { direction });
  }

  function onPointerDown(event: PointerEvent<HTMLButtonElement>) {
    if (event.button !== 0 || isBusy) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    row()?.setAttribute("data-dragged", "");
  }

  function onPointerMove(event: PointerEvent<HTMLButtonElement>) {
    if (!row()?.hasAttribute("data-dragged")) return;
    mark(others(), event.clientY);
    const { innerHeight } = window;
    const edge = 64;
    if (event.clientY < edge) window.scrollBy(0, -12);
    if (event.clientY > innerHeight - edge) window.scrollBy(0, 12);
  }

  function onPointerUp(event: PointerEvent<HTMLButtonElement>) {
    const own = row();
    if (!own?.hasAttribute("data-dragged")) return;
    own.removeAttribute("data-dragged");
    const next = below(others(), event.clientY);
    mark(others(), null);
    // Where it is already, nothing is to be done.
    if (next !== own.nextElementSibling) void send(placeStyleAction, { before: next?.dataset.place ?? "" });
  }

  return (
    <button
      ref={handle}
      type="button"
      className="drag-handle needs-script"
      aria-label={label}
      aria-busy={isBusy}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        row()?.removeAttribute("data-dragged");
        mark(others(), null);
      }}
    >
      <GripVertical size={18} strokeWidth={1.75} aria-hidden />
    </button>
  );
}

function neighbours(row: HTMLElement | null): HTMLElement[] {
  return row?.parentElement ? [...row.parentElement.querySelectorAll<HTMLElement>(":scope > [data-place]")] : [];
}

/** The first of them whose middle is below that height. */
function below(rows: HTMLElement[], clientY: number): HTMLElement | null {
  return (
    rows.find((row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2 > clientY;
    }) ?? null
  );
}

/** Shows the place a drop would lead to; null is none. */
function mark(rows: HTMLElement[], clientY: number | null): void {
  const next = clientY === null ? null : below(rows, clientY);
  for (const [index, row] of rows.entries()) {
    const isLast = clientY !== null && next === null && index === rows.length - 1;
    if (row === next) row.dataset.drop = "before";
    else if (isLast) row.dataset.drop = "after";
    else delete row.dataset.drop;
  }
}
