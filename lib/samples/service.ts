import { inTransaction } from "@/db/client";
import { everyone, insertEvent } from "@/db/queries/events";
import { discardSamples } from "@/db/queries/images";
import { findSetting, saveSetting } from "@/db/queries/settings";
import { enqueue } from "@/lib/queue";
import { sampleMake } from "@/lib/queue/jobs";
import { samples } from "@/lib/scenes/samples";

/** At the very first start, has the sample pictures made; never again once they were offered. */
export async function offerSamples(): Promise<void> {
  if (await findSetting("samples_offered")) return;
  await inTransaction(async (tx) => {
    await saveSetting(tx, "samples_offered", true);
    const payloads = samples.map((_, index) => ({ index }));
    await enqueue(tx, sampleMake, payloads, { lane: "system" });
  });
}

/** Takes all sample pictures away, at once from sight and with the next sweep for good; answers how many. */
export async function removeSamples(): Promise<number> {
  return inTransaction(async (tx) => {
    const removed = await discardSamples(tx);
    await insertEvent(tx, "gallery.changed", everyone, {});
    return removed;
  });
}
