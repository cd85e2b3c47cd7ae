/**
 * Lets the pictures inside a place fade in as their bytes arrive. Without script, or for pictures that are
 * already here, nothing happens and nothing is hidden. Returns a function that stops it.
 */
export function watchArrivals(place: HTMLElement): () => void {
  const arrived = (event: Event) => {
    if (event.target instanceof HTMLImageElement) delete event.target.dataset.arriving;
  };
  place.addEventListener("load", arrived, true);
  place.addEventListener("error", arrived, true);
  for (const image of place.querySelectorAll("img")) if (!image.complete) image.dataset.arriving = "";
  return () => {
    place.removeEventListener("load", arrived, true);
    place.removeEventListener("error", arrived, true);
    for (const image of place.querySelectorAll("img")) delete image.dataset.arriving;
  };
}
