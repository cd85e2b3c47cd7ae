/** Opens the route whose id an address names, and leads there; whether there is one. */
export function reveal(id: string): boolean {
  const route = findRoute(id);
  if (!route) return false;
  route.open = true;
  route.scrollIntoView();
  route.querySelector("summary")?.focus({ preventScroll: true });
  return true;
}

function findRoute(id: string): HTMLDetailsElement | null {
  return document.getElementById(id)?.closest<HTMLDetailsElement>("details.docs-route") ?? null;
}

/**
 * Leads to what the address names, now and when that changes, and has the address name what was opened last.
 *
 * @returns what ends that
 */
export function followAddress(): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const lead = () => reveal(decodeURIComponent(location.hash.slice(1)));
  lead();
  window.addEventListener("hashchange", lead, { signal });
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.matches(".docs-route")) return;
      const name = `#${target.querySelector(".docs-inside")?.id}`;
      const isNamed = location.hash === name;
      if (target.open === isNamed) return;
      // The router's own state stays with the address.
      history.replaceState(history.state, "", target.open ? name : location.pathname + location.search);
    },
    { capture: true, signal },
  );
  return () => stop.abort();
}

/** Tells which of the marked places one reads: the last that begins above the upper third of the window. */
export function watchPlace(tell: (id: string) => void): () => void {
  const places = [...document.querySelectorAll<HTMLElement>("[data-place]")];
  const look = () => {
    const line = window.innerHeight / 3;
    const above = places.filter((place) => place.getBoundingClientRect().top <= line);
    tell(above.at(-1)?.dataset.place ?? "");
  };
  const observer = new IntersectionObserver(look, { rootMargin: "0px 0px -66% 0px", threshold: [0, 1] });
  for (const place of places) observer.observe(place);
  return () => observer.disconnect();
}
