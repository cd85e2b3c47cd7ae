import pino from "pino";
import { env } from "./env";

/** The log: one JSON line per event; people's prompts, addresses and tokens never go in. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});
