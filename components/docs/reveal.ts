/** Opens the route of that id and leads there. */
export function reveal(id: string): void {
  showAgain(id);
  location.hash = id;
}

/** The same where the address names the route already, which is no news to the browser; elsewhere that leads itself. */
export function showAgain(id: string): void {
  if (location.hash === `#${id}`) show(id);
}

function show(id: string): void {
  const route = document.getElementById(id)?.closest<HTMLDetailsElement>("details.docs-route");
  if (!route) return;
  route.open = true;
  route.scrollIntoView();
}

/**
 * Leads to what the address names, now and when that changes, and has the address name what was opened last.
 *
 * @returns what ends that
 */
export function followAddress(): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const lead = () => show(decodeURIComponent(location.hash.slice(1)));
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

/** Tells which chapter or open route one reads: the last that reaches into the upper third of the window. */
export function watchPlace(tell: (id: string) => void): () => void {
  const places = [...document.querySelectorAll<HTMLElement>("[data-place]")];
  const look = () => {
    const line = window.innerHeight / 3;
    const read = places.filter((place) => {
      const { top, bottom } = place.getBoundingClientRect();
      return top <= line && bottom > 0 && place.matches("section, [open]");
    });
    tell(read.at(-1)?.dataset.place ?? "");
  };
  const observer = new IntersectionObserver(look, { rootMargin: "0px 0px -66% 0px" });
  for (const place of places) observer.observe(place);
  document.addEventListener("toggle", look, true);
  return () => {
    observer.disconnect();
    document.removeEventListener("toggle", look, true);
  };
}
