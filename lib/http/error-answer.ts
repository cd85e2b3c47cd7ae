import type { AppError } from "@/lib/errors";

/** The contract's error body: words for people, detail for developers, a stable code. */
export function errorBody(error: AppError, requestId: string): Record<string, unknown> {
  const { detail, fields, extra } = error.options;
  return {
    success: false,
    error: error.words,
    message: detail ?? error.words,
    code: error.code,
    request_id: requestId,
    ...(error.status === 422 ? { errors: fields ?? {} } : {}),
    ...extra,
  };
}

/** Headers that go with an error: its own, and `Retry-After` in whole seconds. */
export function errorHeaders(error: AppError): Record<string, string> {
  const { retryAfterMs, headers } = error.options;
  if (retryAfterMs === undefined) return { ...headers };
  return { ...headers, "Retry-After": String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
}
