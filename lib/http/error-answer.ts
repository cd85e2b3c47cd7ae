import type { AppError } from "@/lib/errors";
import { isOpenAiPath, openAiErrorBody, openAiErrorHeaders, openAiStatus } from "./openai-error";

/** What a failure answers. */
export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** A failure as the contract tells it or, to who asked under `/v1`, as OpenAI's API does. */
export function errorAnswer(error: AppError, requestId: string, path: string): ErrorAnswer {
  const headers = errorHeaders(error);
  if (!isOpenAiPath(path)) return { status: error.status, headers, body: errorBody(error, requestId) };
  return {
    status: openAiStatus(error),
    headers: { ...headers, ...openAiErrorHeaders(error) },
    body: openAiErrorBody(error),
  };
}

/** The contract's error body: words for people, detail for developers, a stable code. */
function errorBody(error: AppError, requestId: string): Record<string, unknown> {
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
function errorHeaders(error: AppError): Record<string, string> {
  const { retryAfterMs, headers } = error.options;
  if (retryAfterMs === undefined) return { ...headers };
  return { ...headers, "Retry-After": String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
}
