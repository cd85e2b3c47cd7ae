import { database, inTransaction } from "@/db/client";
import { removeBlob } from "@/db/queries/blobs";
import { finishJob, returnJob } from "@/db/queries/jobs";
import { fromNow, minuteMs } from "@/lib/clock";
import { blobRemove } from "@/lib/queue/jobs";
import { erasePicture } from "@/lib/storage/pictures";
import { handle } from "../handle";

export const blobRemoveHandler = handle(blobRemove, {
  async run({ sha256 }, job) {
    await inTransaction(async (tx) => {
      const removed = await removeBlob(tx, sha256, () => erasePicture(sha256));
      if (removed) await finishJob(tx, job, "done");
      else await returnJob(tx, job, fromNow(minuteMs), "A backup is being made.");
    });
  },
  // The sweep finds what stays behind.
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
