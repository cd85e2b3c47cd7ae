import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { minuteMs, secondMs } from "@/lib/clock";
import { ProviderError } from "../define";
import { failed, invalidRequest, modelMissing, quotaSpent, rateLimited, refused, unauthorized } from "../failures";

/** What a server says is wrong. */
export interface Told {
  message: string;
  code: string;
  type: string;
  /** The field of the request that is meant. */
  param: string | null;
}

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(null)
  .transform((given) => String(given ?? ""));
const errorSchema = z.object({ message: text, code: text, type: text, param: text });
const detailSchema = z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: text })).min(1);

const silent: Told = { message: "", code: "", type: "", param: null };

/**
 * What is wrong, of an answer's JSON: OpenAI's own shape, `{"error": "text"}`, or FastAPI's `detail`; null when it says
 * nothing of the kind.
 */
export function toldIn(answer: unknown): Told | null {
  if (typeof answer !== "object" || answer === null) return null;
  const error = "error" in answer ? answer.error : undefined;
  if (typeof error === "string") return { ...silent, message: error };
  const parsed = errorSchema.safeParse(error);
  if (parsed.success) return { ...parsed.data, param: parsed.data.param || null };
  const detail = "detail" in answer ? answer.detail : undefined;
  if (typeof detail === "string") return { ...silent, message: detail };
  const [first] = detailSchema.safeParse(detail).data ?? [];
  if (first) return { ...silent, message: `${first.loc.join(".")}: ${first.msg}`, param: String(first.loc.at(-1)) };
  return null;
}

/** A field of the request that the server does not take; without it, it may. */
export class FieldRefused extends ProviderError {
  constructor(
    readonly field: string,
    cause: ProviderError,
  ) {
    super(cause.reason, cause.options);
  }
}

const refusals = /moderation_blocked|content_policy_violation|content_filter/;
const quotas = /insufficient_quota|billing_hard_limit_reached|billing_not_active/;

/**
 * What an error means.
 *
 * @param status 400 where it came within an answer that had begun well
 * @param where for administrators
 */
export function failureOf(status: number, told: Told, headers: IncomingHttpHeaders, where: string): ProviderError {
  const { message, code, type, param } = told;
  const detail = `${where} answers ${status}${code ? ` ${code}` : ""}: ${message.slice(0, 500)}`;
  if (refusals.test(`${code} ${type}`) || /safety system/i.test(message)) return refused(detail);
  if (quotas.test(`${code} ${type}`) || status === 402) return quotaSpent(detail);
  if (status === 401) return unauthorized(`${where} does not accept the key (401).`);
  if (status === 403) return unauthorized(detail);
  if (code === "model_not_found" || /\bmodel\b.*(not exist|not found|deprecated|shut down)/i.test(message)) {
    return modelMissing(detail);
  }
  if (status === 429) return rateLimited(detail, waitOf(headers));
  if (status >= 500) return serverFailed(detail, headers);
  const field = param ?? /(?:parameter|field|argument)\W+(\w+)/i.exec(message)?.[1];
  const unfit = invalidRequest(detail);
  return field ? new FieldRefused(field, unfit) : unfit;
}

/** The server stumbled; the same request may go well the next time. */
function serverFailed(detail: string, headers: IncomingHttpHeaders): ProviderError {
  const { options } = failed(detail);
  return new ProviderError("failed", { ...options, retryable: true, retryAfterMs: waitOf(headers) });
}

const defaultWaitMs = 20 * secondMs;

/** Milliseconds that a server wants to be left alone: 1 s to 10 minutes, 20 s when it does not say. */
export function waitOf(headers: IncomingHttpHeaders, now = Date.now()): number {
  const ms = Number.parseFloat(String(headers["retry-after-ms"] ?? ""));
  const given = headers["retry-after"] ?? "";
  const seconds = /^\d+(\.\d+)?$/.test(given) ? Number(given) * secondMs : Date.parse(given) - now;
  const waitMs = [ms, seconds].find((wait) => Number.isFinite(wait)) ?? defaultWaitMs;
  return Math.min(10 * minuteMs, Math.max(secondMs, Math.ceil(waitMs)));
}
