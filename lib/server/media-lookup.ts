import { findMedia, type MediaImage } from "@/db/queries/media";
import { nobody, type Viewer, viewerKey } from "@/lib/viewer";

/** A question that has not been asked yet. */
interface Batch {
  viewer: Viewer;
  uuids: Set<string>;
  answer: Promise<Map<string, MediaImage>>;
}

type Find = typeof findMedia;

/**
 * A page of pictures asks for many at once: requests of one viewer that wait at the same moment share one query.
 * Each question reaches the database after its request came in, so that what was just made private is private.
 */
export function createLookup(find: Find = findMedia): (viewer: Viewer, uuid: string) => Promise<MediaImage | null> {
  const waiting = new Map<string, Batch>();
  const running = new Map<string, Promise<unknown>>();

  function open(key: string, viewer: Viewer): Batch {
    const uuids = new Set<string>();
    const ready = running.get(key) ?? new Promise<void>((resolve) => setImmediate(resolve));
    const answer = ready.then(() => {
      waiting.delete(key);
      const asked = find(viewer, [...uuids]);
      const settled = asked.then(
        () => undefined,
        () => undefined,
      );
      running.set(key, settled);
      void settled.then(() => running.get(key) === settled && running.delete(key));
      return asked;
    });
    const batch = { viewer, uuids, answer };
    waiting.set(key, batch);
    return batch;
  }

  return async (viewer, uuid) => {
    const key = viewerKey(viewer);
    const batch = waiting.get(key) ?? open(key, viewer);
    batch.uuids.add(uuid);
    return (await batch.answer).get(uuid) ?? null;
  };
}

const lookup = createLookup();

/**
 * The picture, when the one who asks may see it. What everyone may see is found without knowing who asks;
 * only then is the viewer looked up, by the same way for a private picture and for one that does not exist.
 */
export async function findVisible(uuid: string, viewer: () => Promise<Viewer>): Promise<MediaImage | null> {
  const everyones = await lookup(nobody, uuid);
  if (everyones) return everyones;
  const who = await viewer();
  return who.kind === "nobody" ? null : lookup(who, uuid);
}
