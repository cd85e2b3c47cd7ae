import { database, inTransaction } from "@/db/client";
import { removeBlob } from "@/db/queries/blobs";
import { finishJob } from "@/db/queries/jobs";
import { blobRemove } from "@/lib/queue/jobs";
import { storage } from "@/lib/storage";
import { pictureKeys } from "@/lib/storage/pictures";
import { handle } from "../handle";

export const blobRemoveHandler = handle(blobRemove, {
  async run({ sha256 }, job) {
    await inTransaction(async (tx) => {
      await removeBlob(tx, sha256, async () => {
        for (const key of pictureKeys(sha256)) await storage().remove(key);
      });
      await finishJob(tx, job, "done");
    });
  },
  // The sweep finds what stays behind.
  giveUp: (_payload, job) => finishJob(database(), job, "failed"),
});
