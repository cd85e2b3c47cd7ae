import type { z } from "zod";
import type { ParamSpecs, Pixels } from "@/lib/filters/define";
import type { SourceType } from "@/lib/imaging/mark";
import type { Network } from "./network";

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
  /** The longest a generation may take, waiting in the backend's own line included. */
  longestMs: number;
}

/** One thing that is the matter with a backend. */
export interface Problem {
  /** Stable, for words in other languages. */
  code: string;
  /** For administrators, in English: what is the matter and what to do. */
  words: string;
  /** What the words name, such as a node, a model or an address. */
  values: Record<string, string>;
}

export interface Health {
  /** Whether pictures can be made. */
  ok: boolean;
  /** For administrators, in one sentence. */
  words: string;
  /** What the backend offers, by its own names; the one to begin with first, where it matters. */
  models: string[];
  /** When models of it end, where that is told. */
  endings?: ReadonlyMap<string, Date>;
  problems: Problem[];
  /** Of the backend's program, where it tells. */
  version: string | null;
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
    /** The built-in filter that a style of that kind applies. */
    filter: string | null;
    promptTemplate: string | null;
    negativePrompt: string | null;
    /** A recipe in the backend's own language, where the style has one. */
    workflow: Record<string, unknown> | null;
  } | null;
  model: string;
  params: Record<string, number | string>;
  strength: number;
  seed: number;
  width: number;
  height: number;
  count: number;
  /** Who asks, as a tag that tells nobody who it is; null for the house. */
  maker: string | null;
  /** A look at a style for everyone, which is to cost little. */
  isDraft: boolean;
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

/**
 * The reason of a signal that aborts because another worker goes on with the work: what runs at a backend under a
 * remembered name is left alone. Every other reason means that nobody wants it any more.
 */
export class HandedOver extends Error {
  constructor(cause?: unknown) {
    super("Another worker goes on with this.", { cause });
    this.name = "HandedOver";
  }
}

/** What every request to a backend is bound to. */
export interface Outgoing {
  signal: AbortSignal;
  /** Where it may go. */
  network: Network;
}

export interface MakeContext extends Outgoing {
  /** Aborts when the maker cancels, time is up, or (with `HandedOver`) the lease is lost or the worker ends. */
  signal: AbortSignal;
  /** Whether nothing else of ours can run at the backend at the same time. */
  isAlone: boolean;
  /** 0–1, rising. */
  progress(done: number): void;
  /** Its place in the backend's own line, from 1; not told where there is no line. */
  waiting(position: number): void;
  /** A look at the picture as it comes. */
  preview(pixels: Pixels): void;
  /** Keeps the backend's own name for the work, so that a restarted worker finds it again. */
  remember(remoteId: string): Promise<void>;
}

/** One input of a workflow that would become a placeholder. */
export interface Suggestion {
  node: string;
  classType: string;
  input: string;
  /** What stands there now. */
  from: string | number;
  /** Such as `{{seed}}`. */
  to: string;
}

/** A workflow that cannot be used, and why, for administrators. */
export class WorkflowProblem extends Error {
  constructor(
    /** Stable, for words in other languages. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "WorkflowProblem";
  }
}

export interface Workflows<Config> {
  /** Reads what an administrator pasted. @throws WorkflowProblem */
  read(text: string): Record<string, unknown>;
  /** A workflow with the placeholders one would put there by hand, and what was changed. */
  suggest(workflow: Record<string, unknown>): { workflow: Record<string, unknown>; suggestions: Suggestion[] };
  /** Whether a workflow can be used as it is. @throws WorkflowProblem */
  require(workflow: Record<string, unknown>): void;
  /** Whether it starts from a picture. */
  takesImage(workflow: Record<string, unknown>): boolean;
  /** What the backend lacks that it needs. @throws ProviderError when the backend cannot be asked */
  check(workflow: Record<string, unknown>, model: string, config: Config, outgoing: Outgoing): Promise<Problem[]>;
}

export interface Provider<Config = unknown> {
  kind: string;
  /** What an administrator fills in; its input is one flat object. */
  config: z.ZodType<Config>;
  /** Fields of the configuration that are kept encrypted and never shown. */
  secrets: readonly string[];
  /** What a prompt style may set, and who uses it may change. */
  params: ParamSpecs;
  capabilities(config: Config): Capabilities;
  /** Looks whether the backend can be used and what it offers; what is wrong is told, not thrown. */
  check(config: Config, outgoing: Outgoing): Promise<Health>;
  /** What a style may bring in the backend's own language; backends without one know prompts alone. */
  workflows?: Workflows<Config>;
  /** Makes the pictures. @throws ProviderError */
  run(request: MakeRequest, config: Config, context: MakeContext): Promise<Made[]>;
  /** Goes on with work begun before a restart, where the backend still has it, and begins anew where not. */
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
