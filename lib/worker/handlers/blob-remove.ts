import { database, inTransaction } from "@/db/client";
import { removeBlob } from "@/db/queries/blobs";
import { finishJob } from "@/db/queries/jobs";
import { blobRemove } from "@/lib/queue/jobs";
import { erasePicture } from "@/lib/storage/pictures";
import { handle } from "../handle";

export const blobRemoveHandler = handle(blobRemove, {
  async run({ sha256 }, job) {
    await inTransaction(async (tx) => {
      await removeBlob(tx, sha256, () => erasePicture(sha256));
      await finishJob(tx, job, "done");
    });
  },
  // The sweep finds what stays behind.
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
