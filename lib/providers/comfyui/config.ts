import type { z } from "zod";
import { reachConfig, sidePx, whole } from "../reach";

/** What an administrator fills in for a ComfyUI server; ComfyUI itself asks for no name, but a proxy in front may. */
export const comfyConfig = reachConfig.extend({
  sidePx,
  /** How long a job that runs may say nothing: loading a model is silent. */
  silenceSeconds: whole(1, 3600).default(120),
  /** How long a job may wait in the server's own line. */
  waitingMinutes: whole(1, 1440).default(60),
  /** How long a job may run. */
  runningMinutes: whole(1, 1440).default(30),
});
export type ComfyConfig = z.infer<typeof comfyConfig>;
