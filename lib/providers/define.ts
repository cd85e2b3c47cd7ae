import type { z } from "zod";
import type { Pixels } from "@/lib/filters/define";
import type { SourceType } from "@/lib/imaging/mark";

/** What a backend can do; drives forms and validation. */
export interface Capabilities {
  textToImage: boolean;
  restyle: boolean;
  negativePrompt: boolean;
  seed: boolean;
  countMax: number;
  /** Shortest and longest side in pixels. */
  sides: { min: number; max: number };
  progress: "real" | "estimated";
  previews: boolean;
  cancel: boolean;
}

export interface Health {
  ok: boolean;
  /** For administrators: what is the matter and what to do. */
  words: string;
  models: string[];
}

/** A source picture: its stored bytes, decoded once before. */
export interface Source {
  bytes: Buffer;
  mark: SourceType | null;
}

/** What to make. Sides in pixels, strength 0–1. */
export interface MakeRequest {
  prompt: string | null;
  negativePrompt: string | null;
  source: Source | null;
  style: {
    slug: string;
    kind: "filter" | "prompt";
    promptTemplate: string | null;
    negativePrompt: string | null;
  } | null;
  model: string;
  params: Record<string, number | string>;
  strength: number;
  seed: number;
  width: number;
  height: number;
  count: number;
}

/** One picture that was made: pixels of our own, or a backend's bytes that are yet to be trusted. */
export interface Made {
  picture: { pixels: Pixels } | { bytes: Buffer };
  mark: SourceType;
  model: string;
  /** Of the algorithm, where it has one. */
  version: number;
  seed: number;
}

export interface MakeContext {
  /** Aborts when the maker cancels, the lease is lost or the worker ends. */
  signal: AbortSignal;
  /** 0–1, rising. */
  progress(done: number): void;
  /** A look at the picture as it comes. */
  preview(pixels: Pixels): void;
  /** Keeps the backend's own name for the work, so that a restarted worker finds it again. */
  remember(remoteId: string): Promise<void>;
}

export interface Provider<Config = unknown> {
  kind: string;
  /** What an administrator fills in. */
  config: z.ZodType<Config>;
  capabilities(config: Config): Capabilities;
  check(config: Config): Promise<Health>;
  /** Makes the pictures. @throws ProviderError */
  run(request: MakeRequest, config: Config, context: MakeContext): Promise<Made[]>;
  /** Finds work begun before a restart again. @throws ProviderError `lost` when it is gone */
  resume?(remoteId: string, request: MakeRequest, config: Config, context: MakeContext): Promise<Made[]>;
}

export type ProviderReason =
  | "unreachable"
  | "auth"
  | "invalid_request"
  | "refused"
  | "rate_limited"
  | "quota"
  | "model_missing"
  | "failed"
  | "timeout"
  | "cancelled"
  | "lost";

export interface ProviderErrorOptions {
  /** For the one who asked. */
  publicMessage: string;
  /** For administrators; may name hosts and models. */
  adminDetail: string;
  retryable: boolean;
  retryAfterMs?: number;
  cause?: unknown;
}

/** The one shape of a backend's failure. */
export class ProviderError extends Error {
  readonly reason: ProviderReason;
  readonly options: ProviderErrorOptions;

  constructor(reason: ProviderReason, options: ProviderErrorOptions) {
    super(options.adminDetail, { cause: options.cause });
    this.name = "ProviderError";
    this.reason = reason;
    this.options = options;
  }
}

/** Identity with inference of the configuration's type. */
export function defineProvider<Config>(provider: Provider<Config>): Provider<Config> {
  return provider;
}
