import { inTransaction } from "@/db/client";
import { indexImages, listUnindexed } from "@/db/queries/image-terms";

const batch = 200;

/** Makes terms for pictures that have none of today's, until none is left or the signal aborts. */
export async function indexTerms(signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await indexSome()) >= batch);
}

async function indexSome(): Promise<number> {
  return inTransaction(async (tx) => {
    const ids = await listUnindexed(tx, batch);
    await indexImages(tx, ids);
    return ids.length;
  });
}
