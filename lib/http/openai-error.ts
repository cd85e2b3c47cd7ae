import { z } from "zod";
import { minuteMs } from "@/lib/clock";
import type { AppError, ErrorCode } from "@/lib/errors";

/** The shape of every failure of OpenAI's API. */
export const openAiError = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    /** The parameter that is at fault, where it is one. */
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

/** Whether who asks at this address is a client of OpenAI's API. */
export function isOpenAiPath(path: string): boolean {
  return /^\/v1(?:[/?]|$)/.test(path);
}

/** The status: OpenAI's API answers 400 where ours answers 422. */
export function openAiStatus(error: AppError): number {
  return error.status === 422 ? 400 : error.status;
}

export function openAiErrorBody(error: AppError): z.output<typeof openAiError> {
  const { fields, detail, words } = error.options;
  const [field, problems] = Object.entries(fields ?? {})[0] ?? [];
  const param = field === undefined ? null : (paramNames[field] ?? (field === "_" ? null : field));
  const about = problems && problems.length > 0 ? problems.join(" ") : undefined;
  return {
    error: {
      message: words ?? about ?? detail ?? ownWords[error.code] ?? error.words,
      type: types[error.code] ?? (error.status >= 500 ? "server_error" : "invalid_request_error"),
      param,
      code: error.code === "not_found" && param === "model" ? "model_not_found" : (codes[error.code] ?? error.code),
    },
  };
}

/**
 * OpenAI's clients try again by themselves after 409, 429 and 5xx, as soon as `Retry-After` is over, however long that
 * is: a picture that failed would be asked for three times, and a program would sleep until tomorrow.
 */
export function openAiErrorHeaders(error: AppError): Record<string, string> {
  const { retryAfterMs = 0 } = error.options;
  return finals.has(error.code) || retryAfterMs > minuteMs ? { "x-should-retry": "false" } : {};
}

const finals: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["generation_failed", "quota", "idempotency_mismatch"]);

const ownWords: Partial<Record<ErrorCode, string>> = {
  unauthenticated: "No API key was given. Send a personal API token as Authorization: Bearer.",
  invalid_token: "This API key is not valid, or not any more. Make one in the settings, under Tokens.",
};

const types: Partial<Record<ErrorCode, string>> = {
  refused: "image_generation_user_error",
  rate_limited: "requests",
  quota: "insufficient_quota",
  generation_failed: "server_error",
};

/** Our codes by the names that clients of OpenAI's API look for; the others go as they are. */
const codes: Partial<Record<ErrorCode, string>> = {
  unauthenticated: "invalid_api_key",
  invalid_token: "invalid_api_key",
  refused: "moderation_blocked",
  invalid: "invalid_value",
  bad_request: "invalid_request",
  rate_limited: "rate_limit_exceeded",
  quota: "insufficient_quota",
  image_type: "invalid_image_file",
  image_unreadable: "invalid_image_file",
  image_too_large: "image_too_large",
  internal: "server_error",
};

/** Our fields by the names of OpenAI's parameters. */
const paramNames: Record<string, string> = {
  width: "size",
  height: "size",
  count: "n",
  style_id: "model",
  style_ids: "model",
  image_id: "image",
  negativePrompt: "negative_prompt",
};
