/**
 * Every failure has one code; the code decides the status and the words people read.
 * Doors translate once: an error that is not an AppError is a bug and becomes `internal`.
 */
export const errorCodes = {
  bad_request: { status: 400, words: "That request could not be understood." },
  refused: { status: 400, words: "This was refused where pictures are made. Other words or another picture may do." },
  invalid_link: { status: 400, words: "Invalid link" },
  unauthenticated: { status: 401, words: "Please sign in." },
  invalid_token: { status: 401, words: "Your sign-in is no longer valid. Please sign in again." },
  invalid_credentials: { status: 401, words: "That e-mail address and password do not match." },
  forbidden: { status: 403, words: "You may not do that." },
  invalid_refresh_token: { status: 403, words: "Your sign-in has ended. Please sign in again." },
  account_disabled: { status: 403, words: "This account is switched off. Please ask whoever runs this site." },
  cross_site: { status: 403, words: "This request came from another site." },
  unverified: { status: 403, words: "Please confirm your e-mail address first." },
  registration_closed: { status: 403, words: "New accounts are not opened here at present." },
  invitation_needed: { status: 403, words: "An account here takes an invitation." },
  invitation_invalid: { status: 403, words: "This invitation no longer holds. Please ask for a new one." },
  guests_off: { status: 403, words: "Please sign in to make pictures here." },
  not_found: { status: 404, words: "There is nothing here." },
  not_ready: { status: 404, words: "This picture is still being made." },
  method_not_allowed: { status: 405, words: "That method is not available here." },
  conflict: { status: 409, words: "That was changed in the meantime. Please look again." },
  address_taken: { status: 409, words: "An account with that e-mail address already exists." },
  already_verified: { status: 409, words: "Your e-mail address is already confirmed." },
  idempotency_mismatch: { status: 409, words: "This key was already used for another request." },
  too_large: { status: 413, words: "That is larger than what fits here." },
  unsupported_media_type: { status: 415, words: "That kind of content is not understood here." },
  invalid: { status: 422, words: "Something in what you sent needs another look." },
  image_too_large: { status: 422, words: "This picture is larger than what fits here." },
  image_unreadable: { status: 422, words: "This file could not be read as a picture." },
  image_type: { status: 422, words: "Only JPEG, PNG and WebP pictures can be used." },
  rate_limited: { status: 429, words: "That was a lot at once. Please wait a moment." },
  quota: { status: 429, words: "Today's limit is reached. Please come back tomorrow." },
  internal: { status: 500, words: "Something went wrong on our side." },
  generation_failed: { status: 500, words: "The picture could not be made." },
  unavailable: { status: 503, words: "This is not available right now. Please try again in a moment." },
} as const satisfies Record<string, { status: number; words: string }>;

export type ErrorCode = keyof typeof errorCodes;

export interface AppErrorOptions {
  /** Words for people, when they say more than the code's own. */
  words?: string;
  /** Technical detail for developers; leaves in `message`, so never a secret, path or query. */
  detail?: string;
  /** Field → what is wrong with it, for 422. */
  fields?: Record<string, string[]>;
  /** Milliseconds after which a new try makes sense. */
  retryAfterMs?: number;
  /** Header fields that go with the answer. */
  headers?: Record<string, string>;
  /** Fields that stand beside the error's own in an answer. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly options: AppErrorOptions;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.detail ?? code, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.options = options;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  get words(): string {
    return this.options.words ?? errorCodes[this.code].words;
  }
}

/** What any thrown value means to the one who asked: itself when it is an AppError, else `unavailable` or `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(isOutage(error) ? "unavailable" : "internal", { cause: error });
}

const outageCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "PROTOCOL_CONNECTION_LOST",
  "POOL_CLOSED",
  "ER_CON_COUNT_ERROR",
  "ER_SERVER_SHUTDOWN",
  "ER_NORMAL_SHUTDOWN",
  "ENOSPC",
  "EDQUOT",
]);

/** Whether the cause chain names a database or disk that cannot serve now, rather than a bug. */
export function isOutage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && outageCodes.has(cause.code)) return true;
  }
  return false;
}
