import { createHash } from "node:crypto";
import { claimIdempotencyKey, forgetIdempotencyKey, keepIdempotentAnswer } from "@/db/queries/idempotency";
import { AppError } from "@/lib/errors";
import { type Viewer, viewerKey } from "@/lib/viewer";
import type { Answer } from "./answer";

export interface IdempotentRequest {
  viewer: Viewer;
  address: string;
  route: string;
  key: string;
  /** SHA-256 (hex) of what was sent. */
  bodyHash: string;
}

/**
 * Runs `work` once for a key: the same key and body within 24 hours answers what was answered first.
 *
 * @throws AppError `idempotency_mismatch` for another body, `conflict` while the first is still being answered
 */
export async function once(request: IdempotentRequest, work: () => Promise<Answer>): Promise<Answer> {
  if (!/^[\x21-\x7e]{1,128}$/.test(request.key)) {
    throw new AppError("invalid", { fields: { "Idempotency-Key": ["1 to 128 visible ASCII characters."] } });
  }
  const scope = {
    viewer: request.viewer.kind === "nobody" ? `a:${hashText(request.address)}` : viewerKey(request.viewer),
    route: request.route,
    key: request.key,
  };
  const earlier = await claimIdempotencyKey(scope, request.bodyHash);
  if (earlier) {
    if (earlier.bodyHash !== request.bodyHash) throw new AppError("idempotency_mismatch");
    if (!earlier.answer) {
      throw new AppError("conflict", { detail: "The first request is still being answered.", retryAfterMs: 1000 });
    }
    return earlier.answer;
  }
  try {
    const answer = await work();
    await keepIdempotentAnswer(scope, answer);
    return answer;
  } catch (error) {
    await forgetIdempotencyKey(scope);
    throw error;
  }
}

function hashText(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
