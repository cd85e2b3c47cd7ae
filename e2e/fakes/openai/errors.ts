/** An error as OpenAI words it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string | null,
    readonly param: string | null = null,
    readonly type = "invalid_request_error",
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  get body() {
    const { message, type, param, code } = this;
    return { error: { message, type, param, code } };
  }
}

/** The key as it is told back: its first and last characters. */
export function wrongKey(key: string): ApiError {
  const masked = `${key.slice(0, 8)}${"*".repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;
  const words = `Incorrect API key provided: ${masked}. You can find your API key at https://platform.openai.com/account/api-keys.`;
  return new ApiError(401, words, "invalid_api_key");
}

export function noModel(model: string): ApiError {
  const words = `The model '${model}' does not exist or you do not have access to it.`;
  return new ApiError(404, words, "model_not_found");
}

const safety =
  "Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID req_0123456789.";

/** Errors that are asked for by name, whatever the request. */
export const namedErrors = {
  moderation: () => new ApiError(400, safety, "moderation_blocked", null, "image_generation_user_error"),
  policy: () => new ApiError(400, safety, "content_policy_violation"),
  rateLimit: () =>
    new ApiError(
      429,
      "Rate limit reached for gpt-image-2.6-flare in organization org-x on input-images per min: Limit 5, Used 5, Requested 1. Please try again in 12s.",
      "rate_limit_exceeded",
      null,
      "input-images",
      { "Retry-After": "12", "x-ratelimit-remaining-requests": "0" },
    ),
  quota: () =>
    new ApiError(
      429,
      "You exceeded your current quota, please check your plan and billing details.",
      "insufficient_quota",
      null,
      "insufficient_quota",
    ),
  billing: () =>
    new ApiError(
      400,
      "Billing hard limit has been reached.",
      "billing_hard_limit_reached",
      null,
      "billing_limit_user_error",
    ),
  notAllowed: () => new ApiError(403, "Your organization must be verified to use this model.", null),
  serverError: () =>
    new ApiError(
      500,
      "The server had an error while processing your request. Sorry about that!",
      null,
      null,
      "server_error",
    ),
  overloaded: () =>
    new ApiError(503, "The engine is currently overloaded, please try again later.", null, null, "server_error", {
      "Retry-After": "1",
    }),
} as const;
export type NamedError = keyof typeof namedErrors;
