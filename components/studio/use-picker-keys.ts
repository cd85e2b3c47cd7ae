import { type KeyboardEvent, type RefObject, useEffect } from "react";

/**
 * The picker by keyboard: arrows go about in the grid without choosing, Home and End to its ends, Enter chooses, `/`
 * leads to the search from anywhere.
 */
export function usePickerKeys(root: RefObject<HTMLElement | null>, search: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const isPlain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isPlain || isWriting(event.target)) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [search]);

  function radios(): HTMLInputElement[] {
    return [...(root.current?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])];
  }

  function onGridKey(event: KeyboardEvent) {
    const all = radios();
    const at = all.findIndex((radio) => radio === event.target);
    if (at < 0) return;
    const target = event.key === "Enter" ? null : neighbour(all, at, event.key);
    if (target === undefined) return;
    event.preventDefault();
    if (target === null) return all[at]?.click();
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function onSearchKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const [first] = radios();
    if (event.key === "Enter") first?.click();
    first?.focus();
  }

  return { onGridKey, onSearchKey };
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isChoice = target instanceof HTMLInputElement && ["radio", "checkbox", "range"].includes(target.type);
  return !isChoice && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Where a key leads from one of the radios: to another, to itself at the edge; undefined when it is no such key. */
function neighbour(all: HTMLInputElement[], at: number, key: string): HTMLInputElement | undefined {
  const clamp = (index: number) => all[Math.max(0, Math.min(all.length - 1, index))];
  const isTurned = getComputedStyle(all[at]).direction === "rtl";
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key === "ArrowRight") return clamp(at + (isTurned ? -1 : 1));
  if (key === "ArrowLeft") return clamp(at + (isTurned ? 1 : -1));
  if (key === "ArrowUp" || key === "ArrowDown") return inNextRow(all, all[at], key === "ArrowDown" ? 1 : -1);
  return undefined;
}

/** The nearest by sight in the row above or below. */
function inNextRow(all: HTMLInputElement[], from: HTMLInputElement, direction: 1 | -1): HTMLInputElement {
  const place = (radio: HTMLInputElement) => radio.getBoundingClientRect();
  const here = place(from);
  const beyond = all.filter((radio) => (place(radio).top - here.top) * direction > here.height / 2);
  const distance = (radio: HTMLInputElement) => {
    const { top, left } = place(radio);
    return Math.abs(top - here.top) * 100 + Math.abs(left - here.left);
  };
  return beyond.reduce((best, next) => (best === from || distance(next) < distance(best) ? next : best), from);
}
