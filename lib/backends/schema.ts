import { z } from "zod";
import { limits } from "@/lib/limits";
import { numberWithin } from "@/lib/number-range";

/** Kinds of backends that can be added; the built-in one is there by itself. */
export const backendKinds = ["openai", "comfyui", "sdapi"] as const;
export type BackendKind = (typeof backendKinds)[number];

const name = z.string().trim().min(1, "Please give it a name.").max(100);
const concurrency = z.int().min(1).max(16);
/** What the backend's kind wants to know; its provider says what fits. Fields of secrets are never sent out again. */
const config = z.record(z.string().max(60), z.union([z.string().max(4000), z.number(), z.boolean()]));

export const backendInput = z.object({
  kind: z.enum(backendKinds),
  name,
  enabled: z.boolean().default(true),
  concurrency: concurrency.default(1),
  config,
});
export type BackendInput = z.infer<typeof backendInput>;

/** What is left out stays; a secret that is left empty stays as well. */
export const backendChangeInput = z.object({
  id: z.int().positive(),
  name: name.optional(),
  concurrency: concurrency.optional(),
  config: config.optional(),
});
export type BackendChangeInput = z.infer<typeof backendChangeInput>;

export const enableInput = z.object({ id: z.int().positive(), enabled: z.boolean() });
export type EnableInput = z.infer<typeof enableInput>;

/** An amount as people write it, in millionths; nothing written is null. */
const amount = z
  .string()
  .trim()
  .regex(/^(?:\d{1,6}(?:[.,]\d{1,6})?)?$/, "Please give an amount such as 0.04.")
  .transform((text) => {
    if (text === "") return null;
    const [whole = "", part = ""] = text.split(/[.,]/);
    return Number(whole) * 1_000_000 + Number(part.padEnd(6, "0"));
  });

/** What a backend may cost in a month, and what a picture of each of its models costs, by the model's id. */
export const costInput = z.object({
  id: z.int().positive(),
  ceiling: amount,
  prices: z.record(z.string().regex(/^[1-9]\d{0,14}$/), amount),
});
export type CostInput = z.output<typeof costInput>;

export const idInput = z.object({ id: z.int().positive() });

/** A removed backend or style that can be brought back. */
export interface RemovedDto {
  id: number;
  name: string;
  /** When it goes for good. */
  goesAt: string;
}

const params = z.record(z.string().max(60), z.union([z.number(), z.string().max(100)]));

export const styleInput = z.object({
  title: z.string().trim().min(1, "Please give it a title.").max(100),
  description: z.string().trim().max(500).default(""),
  modelId: z.int().positive(),
  /** Around `{{prompt}}`, or behind it. */
  promptTemplate: z.string().trim().max(4000).default(""),
  negativePrompt: z.string().trim().max(4000).default(""),
  strength: numberWithin(0, 1).default(0.6),
  params: params.default({}),
  /** A workflow as JSON in the backend's own language; empty takes the one that ships. */
  workflow: z.string().max(500_000).default(""),
  enabled: z.boolean().default(true),
});
export type StyleInput = z.infer<typeof styleInput>;

/** What is left out stays. */
export const styleChangeInput = z.object({
  id: z.int().positive(),
  title: styleInput.shape.title.optional(),
  description: z.string().trim().max(500).optional(),
  modelId: z.int().positive().optional(),
  promptTemplate: z.string().trim().max(4000).optional(),
  negativePrompt: z.string().trim().max(4000).optional(),
  strength: numberWithin(0, 1).optional(),
  params: params.optional(),
  workflow: z.string().max(500_000).optional(),
  /** How the style was seen when its form was opened; whoever saved since is not passed over. */
  seen: z.string().max(5000).optional(),
});
export type StyleChangeInput = z.infer<typeof styleChangeInput>;

export const moveInput = z.object({ id: z.int().positive(), direction: z.enum(["up", "down"]) });
export type MoveInput = z.infer<typeof moveInput>;

/** What a style's form holds, to be tried: of one that is there, or of a new one. */
export const tryInput = styleChangeInput.partial({ id: true });
export type TryInput = z.infer<typeof tryInput>;

export const draftInput = z.object({ draft: z.int().positive() });
export type DraftInput = z.infer<typeof draftInput>;

/** The sample picture as a style that is not kept yet would show it. */
export interface DraftDto {
  isOver: boolean;
  /** A data address; null until it is made, and when it could not be. */
  preview: string | null;
  /** What went wrong, in English. */
  words: string | null;
}

/** Before which style it is to stand; null is last. */
export const placeInput = z.object({ id: z.int().positive(), before: z.int().positive().nullable() });
export type PlaceInput = z.infer<typeof placeInput>;

export const modelTitleInput = z.object({
  id: z.int().positive(),
  title: z.string().trim().min(1, "Please give it a name.").max(100),
});
export type ModelTitleInput = z.infer<typeof modelTitleInput>;

export const workflowInput = z.object({ modelId: z.int().positive(), workflow: z.string().min(1).max(500_000) });
export type WorkflowInput = z.infer<typeof workflowInput>;

const styleFileFormat = "atelier-styles";
const styleFileVersion = 1;

/** A style as files hold it: what it is called here does not matter elsewhere, so its model goes by name. */
const portableStyle = z.object({
  slug: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "A slug has small letters, digits and hyphens."),
  title: styleInput.shape.title,
  description: z.string().trim().max(500).default(""),
  kind: z.enum(["filter", "prompt"]),
  filter: z.string().max(60).nullable().default(null),
  /** Null for filters, which are the same everywhere. */
  model: z.object({ backend: z.string().max(100), kind: z.string().max(30), name: z.string().max(100) }).nullable(),
  promptTemplate: z.string().trim().max(4000).default(""),
  negativePrompt: z.string().trim().max(4000).default(""),
  strength: numberWithin(0, 1),
  params: params.default({}),
  workflow: z.record(z.string(), z.unknown()).nullable().default(null),
  enabled: z.boolean().default(true),
});
export type PortableStyle = z.infer<typeof portableStyle>;

/** A file of styles. */
export const styleFileSchema = z.object({
  format: z.literal(styleFileFormat, "This is no file of styles from Atelier."),
  version: z.literal(styleFileVersion, "This file comes from another version of Atelier."),
  exportedAt: z.iso.datetime(),
  styles: z.array(portableStyle).max(limits.styleFileMax, `At most ${limits.styleFileMax} styles fit in a file.`),
});
export type StyleFile = z.infer<typeof styleFileSchema>;

export const importInput = z.object({
  text: z.string().min(1, "Please choose a file."),
  /** Where styles go whose model is not here; 0 leaves them out. */
  modelId: z.int().min(0).default(0),
});
export type ImportInput = z.infer<typeof importInput>;

/** The same, once the administrator has seen what it would do. */
export const importConfirmInput = importInput.extend({ digest: z.string().max(100) });
export type ImportConfirmInput = z.infer<typeof importConfirmInput>;

/** What a file would do to one style. */
export interface ImportEntryDto {
  slug: string;
  title: string;
  does: "add" | "change" | "same" | "skip";
  /** Why it is left out, for administrators, in English; `code` serves other languages. */
  why: { code: "no_filter" | "no_model" | "unfit"; words: string } | null;
  /** Names of the fields that change. */
  changes: string[];
}

export interface ImportPlanDto {
  /** The file and the choice that came with it, to be sent once more. */
  text: string;
  modelId: number;
  entries: ImportEntryDto[];
  /** Changes when the file would do something else. */
  digest: string;
  /** Whether it was carried out. */
  isDone: boolean;
}

/** Whose ComfyUI is asked for; neither asks for any. */
export const comfyUrlQuery = z.object({
  style_id: z.coerce.number().int().positive().optional(),
  image_uuid: z.uuid().optional(),
});
export type ComfyUrlQuery = z.infer<typeof comfyUrlQuery>;

export const comfyUrlSchema = z.object({ comfyui_url: z.string() });

/** One thing that is the matter; `words` are English, `code` and `values` serve other languages. */
export interface ProblemDto {
  code: string;
  words: string;
  values: Record<string, string>;
}

/** What a look at a backend found. */
export interface HealthDto {
  ok: boolean;
  words: string;
  version: string | null;
  models: string[];
  problems: ProblemDto[];
}

export interface ModelDto {
  id: number;
  /** What a picture costs, in millionths of the currency. */
  priceMicros: number;
  name: string;
  title: string;
  enabled: boolean;
  /** Whether the backend offered it when it was last looked at, and it has not ended since. */
  isOffered: boolean;
  /** The day on which its maker takes it away, as `2026-12-01`, while it is still there. */
  endsOn: string | null;
  /** Styles that stand on it, of the house and of members. */
  styles: { house: number; members: number };
}

export interface BackendDto {
  id: number;
  kind: string;
  name: string;
  enabled: boolean;
  /** Asked for pictures from words when nothing else is named. */
  isDefault: boolean;
  concurrency: number;
  /** Without secrets. */
  config: Record<string, unknown>;
  /** Fields whose secrets are kept. */
  keptSecrets: string[];
  models: ModelDto[];
  /** Generations that wait or run. */
  open: number;
  cost: CostDto;
}

/** What a backend costs this month, in millionths of the currency. */
export interface CostDto {
  currency: string;
  /** Null is no ceiling. */
  ceiling: number | null;
  spent: number;
  /** What waits and runs costs when it is made. */
  reserved: number;
  /** Whether not even the cheapest picture has room under the ceiling. */
  isFull: boolean;
}

/** A bound of a parameter that a style may set. */
export interface ParamDto {
  name: string;
  kind: "number" | "choice";
  min: number | null;
  max: number | null;
  step: number | null;
  choices: string[];
  /** The style's own value, or the backend's. */
  value: number | string;
}

export interface AdminStyleDto {
  id: number;
  slug: string;
  title: string;
  description: string;
  kind: "filter" | "prompt";
  model: { id: number; name: string };
  backend: { id: number; name: string; kind: string };
  promptTemplate: string;
  negativePrompt: string;
  strength: number;
  params: ParamDto[];
  /** Indented JSON; empty when the one that ships is used. */
  workflow: string;
  enabled: boolean;
  /** Whether people can pick it: it, its model and its backend are enabled and there. */
  isOffered: boolean;
  /** Whether it comes with each release: then only its strength and its place can be changed. */
  isShipped: boolean;
  /** How many people starred it. */
  stars: number;
  /** Changes when somebody changes what its form holds. */
  seen: string;
  previewUrl: string;
}

/** A workflow that was read, with placeholders suggested, and what the backend lacks for it. */
export interface WorkflowDto {
  /** Indented JSON, to be looked over and kept. */
  workflow: string;
  suggestions: { node: string; classType: string; input: string; from: string | number; to: string }[];
  takesImage: boolean;
  /** Empty when the backend has all of it; `unreachable` when it could not be asked. */
  problems: ProblemDto[];
}
