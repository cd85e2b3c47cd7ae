import { inTransaction } from "@/db/client";
import { hasJobSince, hasOpenJob } from "@/db/queries/jobs";
import { clock, fromNow } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/queue";
import { inboxScan } from "@/lib/queue/jobs";

let askedAt = 0;

/** Asks for a look into the inbox, at most every ten seconds, and does not wait for anything. */
export function askForScan(): void {
  const now = clock.now().getTime();
  if (now - askedAt < limits.inboxAskMs) return;
  askedAt = now;
  offerScan().catch((error: unknown) => log.warn({ err: error }, "a look into the inbox could not be asked for"));
}

/** Asks for it unless another process just did. */
export async function offerScan(): Promise<void> {
  await inTransaction(async (tx) => {
    if (await hasJobSince(tx, inboxScan.name, fromNow(-limits.inboxAskMs))) return;
    if (!(await hasOpenJob(tx, inboxScan.name))) await enqueue(tx, inboxScan, [{}], { lane: "system" });
  });
}
