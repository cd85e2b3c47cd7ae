import { ProviderError } from "./define";

const notHere = { publicMessage: "Nothing here makes pictures right now." };
const notMade = { publicMessage: "The picture could not be made. You can try again." };

const retrySoonMs = 10_000;

/** The server cannot be used at the moment; another try may find it again. */
export function unreachable(adminDetail: string, cause?: unknown): ProviderError {
  const options = {
    ...notHere,
    adminDetail,
    retryable: true,
    retryAfterMs: retrySoonMs,
    cause,
  };
  return new ProviderError("unreachable", options);
}

/** The server's address is one that is never asked, or not here. */
export function forbidden(adminDetail: string, cause?: unknown): ProviderError {
  return new ProviderError("unreachable", { ...notHere, adminDetail, retryable: false, cause });
}

/** The server, or what stands in front of it, wants another name or password. */
export function unauthorized(adminDetail: string): ProviderError {
  return new ProviderError("auth", { ...notHere, adminDetail, retryable: false });
}

/** A model that is not installed. */
export function modelMissing(adminDetail: string): ProviderError {
  return new ProviderError("model_missing", { ...notHere, adminDetail, retryable: false });
}

/** The workflow does not fit the server: a node is missing or a value is none of its. */
export function invalidRequest(adminDetail: string, cause?: unknown): ProviderError {
  return new ProviderError("invalid_request", {
    ...notMade,
    adminDetail,
    retryable: false,
    cause,
  });
}

/** What was asked for is none that it makes; another try says the same. */
export function refused(adminDetail: string): ProviderError {
  const publicMessage = "This was refused by what makes the pictures.";
  return new ProviderError("refused", { publicMessage, adminDetail, retryable: false });
}

/** Too much at once; after a while it goes on. */
export function rateLimited(adminDetail: string, retryAfterMs: number): ProviderError {
  const publicMessage = "What makes the pictures is asked too much right now. Please try again in a while.";
  return new ProviderError("rate_limited", { publicMessage, adminDetail, retryable: true, retryAfterMs });
}

/** Its account has nothing left to spend. */
export function quotaSpent(adminDetail: string): ProviderError {
  return new ProviderError("quota", { ...notHere, adminDetail, retryable: false });
}

/** The server tried and failed. */
export function failed(adminDetail: string, cause?: unknown): ProviderError {
  return new ProviderError("failed", { ...notMade, adminDetail, retryable: false, cause });
}

export function outOfMemory(adminDetail: string): ProviderError {
  return new ProviderError("failed", {
    publicMessage: "This picture is too large for what makes it. A smaller one may work.",
    adminDetail,
    retryable: false,
  });
}

export function tooSlow(adminDetail: string): ProviderError {
  return new ProviderError("timeout", { publicMessage: "This took too long.", adminDetail, retryable: false });
}

/** Somebody stopped it: its maker, or someone at the server's own page. */
export function stopped(adminDetail: string, cause?: unknown): ProviderError {
  return new ProviderError("cancelled", {
    publicMessage: "This was stopped where it was made.",
    adminDetail,
    retryable: false,
    cause,
  });
}

/** The server forgot the work, again. */
export function lost(adminDetail: string): ProviderError {
  return new ProviderError("lost", { ...notMade, adminDetail, retryable: false });
}
