import { z } from "zod";
import { AppError, type ErrorCode, errorCodes } from "@/lib/errors";
import type { DocumentedSpec, Method } from "./endpoint";
import { isOpenAiPath, openAiError, openAiErrorBody, openAiStatus } from "./openai-error";

const codes = Object.keys(errorCodes) as ErrorCode[];

/** The contract's error body; a route may say more beside. */
export const problem = z.looseObject({
  success: z.literal(false),
  error: z.string().describe("For people."),
  message: z.string().describe("For developers."),
  code: z.enum(codes).describe("Stable: what programs decide by."),
  request_id: z.string(),
  errors: z.record(z.string(), z.array(z.string())).optional().describe("With 422: field, and what is wrong with it."),
});

/** What can go wrong at a route by what it reads and who may ask, and what it names itself. */
export function failuresOf(method: Method, spec: DocumentedSpec): ErrorCode[] {
  const changes = method !== "GET" && method !== "HEAD";
  const hasBody = spec.body !== undefined || spec.form !== undefined;
  const when: [boolean, ErrorCode[]][] = [
    [canRefuse(spec.query) || hasBody, ["bad_request"]],
    [!spec.ownToken, ["invalid_token", "forbidden"]],
    [spec.access !== "all", ["unauthenticated"]],
    [spec.access === "verified", ["unverified"]],
    [changes, ["cross_site"]],
    [spec.params !== undefined, ["not_found"]],
    [Boolean(spec.idempotent), ["conflict", "idempotency_mismatch", "invalid"]],
    [hasBody, ["too_large", "unsupported_media_type", "invalid"]],
    [spec.rate !== null, ["rate_limited"]],
    [true, ["internal", "unavailable"]],
    [true, [...(spec.fails ?? [])]],
  ];
  const found = new Set(when.flatMap(([holds, names]) => (holds ? names : [])));
  return codes.filter((code) => found.has(code));
}

const nonsense = "?".repeat(10_000);

/** Whether a query can be refused: one of free words alone is always taken. */
function canRefuse(query: DocumentedSpec["query"]): boolean {
  if (!(query instanceof z.ZodObject)) return false;
  return Object.keys(query.shape).some((name) => !query.safeParse({ [name]: nonsense }).success);
}

/** The same by the status they answer, in order. */
export function failuresByStatus(method: Method, spec: DocumentedSpec): Map<number, ErrorCode[]> {
  const isOpenAi = isOpenAiPath(spec.path);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of failuresOf(method, spec)) {
    const status = isOpenAi ? openAiStatus(new AppError(code)) : errorCodes[code].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}

/** The schema of a route's failures, and an example of one. */
export function failureShape(spec: DocumentedSpec, code: ErrorCode) {
  return { schema: isOpenAiPath(spec.path) ? "OpenAiError" : "Problem", value: failureExample(spec.path, code) };
}

/** The body of a failure there. */
export function failureExample(path: string, code: ErrorCode): object {
  if (isOpenAiPath(path)) {
    // What can be missing there is a model.
    const fields = code === "not_found" ? { model: [errorCodes.not_found.words] } : undefined;
    return openAiErrorBody(new AppError(code, { fields }));
  }
  const { status, words } = errorCodes[code];
  const fields = status === 422 ? { errors: { field: ["What is wrong with it."] } } : {};
  const request_id = "5b1f0a52-3c53-4a3e-9a39-6f0c1f8f2d77";
  return { success: false, error: words, message: words, code, request_id, ...fields };
}

export const failureSchemas = { Problem: problem, OpenAiError: openAiError };
