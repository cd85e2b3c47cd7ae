import { useEffect, useState, useSyncExternalStore } from "react";
import { favoriteStyleAction } from "@/lib/styles/actions";
import type { StyleDto } from "@/lib/styles/schema";

const place = "atelier.starred-styles";
const listeners = new Set<() => void>();

/**
 * Starred styles: a user's are kept with the account, a visitor's in this browser until they sign in. `initially` are
 * those that were starred when the page came: what stands first does not move while one works.
 */
export function useFavorites(styles: StyleDto[], isUser: boolean) {
  const stored = useSyncExternalStore(listen, readStored, () => "[]");
  const here = idsIn(stored);
  const [changes, setChanges] = useState<Record<number, boolean>>({});
  const kept = new Set(styles.filter(({ is_favorite }) => is_favorite).map(({ id }) => id));
  const starred = isUser ? kept : new Set(here);
  const [initially, setInitially] = useState<ReadonlySet<number>>(kept);
  const isStarred = (id: number) => changes[id] ?? starred.has(id);

  // What was starred before signing in goes along.
  useEffect(() => {
    const before = idsIn(stored);
    if (!isUser || before.length === 0) return;
    store([]);
    setChanges((all) => ({ ...all, ...Object.fromEntries(before.map((id) => [id, true])) }));
    for (const id of before) void send(id, true);
  }, [isUser, stored]);

  useEffect(() => {
    if (!isUser) setInitially(new Set(idsIn(readStored())));
  }, [isUser]);

  function toggle(id: number) {
    const favorite = !isStarred(id);
    setChanges((all) => ({ ...all, [id]: favorite }));
    if (!isUser) return store(favorite ? [...here, id] : here.filter((one) => one !== id));
    void send(id, favorite).then((isDone) => {
      if (!isDone) setChanges((all) => ({ ...all, [id]: !favorite }));
    });
  }

  return { isStarred, toggle, initially };
}

async function send(id: number, favorite: boolean): Promise<boolean> {
  const form = new FormData();
  form.set("id", String(id));
  form.set("favorite", String(favorite));
  return favoriteStyleAction(null, form).then(
    ({ ok }) => ok,
    () => false,
  );
}

function listen(told: () => void) {
  listeners.add(told);
  return () => listeners.delete(told);
}

/** As text, which stays the same while nothing changes. */
function readStored(): string {
  try {
    return localStorage.getItem(place) ?? "[]";
  } catch {
    return "[]";
  }
}

function store(ids: number[]): void {
  try {
    localStorage.setItem(place, JSON.stringify(ids));
  } catch {
    // A browser that keeps nothing: the stars last as long as the page.
  }
  for (const told of listeners) told();
}

function idsIn(text: string): number[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((id) => Number.isInteger(id)) : [];
  } catch {
    return [];
  }
}
