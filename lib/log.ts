import pino from "pino";
import { env } from "./env";

/** The log: one JSON line per event; people's prompts, addresses and tokens never go in. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: describeError },
});

/**
 * What the log says of an error: kind, words, code and where, with its causes. A failed query's words end before its
 * parameters, which are what people wrote.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error;
  return {
    type: error.name,
    message: withoutParameters(error.message),
    ...("code" in error ? { code: error.code } : {}),
    stack: withoutParameters(error.stack ?? ""),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** Drops the line of parameters, with whatever lines they themselves bring, and the value that was there twice. */
function withoutParameters(text: string): string {
  return text
    .replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, "")
    .replace(/Duplicate entry '[\s\S]*' for key/, "Duplicate entry for key");
}
