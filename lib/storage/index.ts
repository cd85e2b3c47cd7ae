import path from "node:path";
import { env } from "@/lib/env";
import type { Storage } from "./define";
import { diskStorage } from "./disk";

export { blobKey, parseBlobKey } from "./key";

let made: Storage | undefined;

/** The storage this installation is configured for: the folder `images` in its data folder. */
export function storage(): Storage {
  made ??= diskStorage(path.join(env().dataDir, "images"));
  return made;
}
