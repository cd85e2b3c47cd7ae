import type { z } from "zod";
import { reachConfig, sidePx, whole } from "../reach";

/** What an administrator fills in for a server that speaks the API of AUTOMATIC1111. */
export const sdConfig = reachConfig.extend({
  sidePx,
  /** How long the server may say nothing of its work: loading a model keeps it busy. */
  silenceSeconds: whole(1, 3600).default(120),
  /** How long a picture may take, what others make there before it included. */
  runningMinutes: whole(1, 1440).default(30),
});
export type SdConfig = z.infer<typeof sdConfig>;
