import type { IncomingMessage } from "node:http";
import { ApiError, namedErrors, noModel } from "./errors";
import { lookAt } from "./pictures";

/** A request for pictures that the server takes. */
export interface Accepted {
  kind: "image_generation" | "image_edit";
  model: string;
  prompt: string;
  n: number;
  width: number;
  height: number;
  quality: string;
  responseFormat: string;
  /** 0 when no stream is wanted. */
  partials: number | null;
  images: Buffer[];
  fields: Record<string, unknown>;
}

const known = new Set([
  ...["model", "prompt", "n", "size", "quality", "background", "moderation", "output_compression", "output_format"],
  ...["partial_images", "stream", "user", "safety_identifier", "input_fidelity"],
]);
const imageMaxBytes = 50 * 1024 * 1024;

/** Reads a request for pictures as OpenAI does, strictly. @throws ApiError */
export async function readStrictly(req: IncomingMessage, path: string, models: string[]): Promise<Accepted> {
  const { fields, images, hasMask } = await readFields(req, path);
  for (const field of Object.keys(fields)) {
    if (!known.has(field)) throw new ApiError(400, `Unknown parameter: '${field}'.`, "unknown_parameter", field);
  }
  const isEdit = path.endsWith("/edits");
  const model = String(fields.model ?? "");
  if (model === "")
    throw new ApiError(400, "Missing required parameter: 'model'.", "missing_required_parameter", "model");
  if (!models.includes(model)) throw noModel(model);
  const prompt = String(fields.prompt ?? "");
  if (prompt === "")
    throw new ApiError(400, "Missing required parameter: 'prompt'.", "missing_required_parameter", "prompt");
  if (prompt.length > 32_000)
    throw new ApiError(400, "Invalid 'prompt': string too long.", "string_above_max_length", "prompt");
  if (isEdit) requireImages(images, hasMask);
  const quality = oneOf(fields, "quality", ["auto", "low", "medium", "high"], "auto");
  oneOf(fields, "moderation", ["auto", "low"], "auto");
  if (/moderated/.test(prompt)) throw namedErrors.moderation();
  if (/against the policy/.test(prompt)) throw namedErrors.policy();
  const isStream = String(fields.stream ?? "false") === "true";
  if (fields.partial_images !== undefined && !isStream) {
    throw new ApiError(400, "'partial_images' is only supported when streaming.", "invalid_value", "partial_images");
  }
  return {
    ...{
      kind: isEdit ? ("image_edit" as const) : ("image_generation" as const),
      model,
      prompt,
      quality,
      images,
      fields,
    },
    n: whole(fields, "n", 1, 10, 1),
    partials: isStream ? whole(fields, "partial_images", 0, 3, 0) : null,
    ...sizeOf(model, String(fields.size ?? "auto")),
    responseFormat: "b64_json",
  };
}

/** Reads it as servers do that take whatever comes. @throws ApiError */
export async function readLoosely(req: IncomingMessage, path: string, models: string[]): Promise<Accepted> {
  const { fields, images } = await readFields(req, path);
  const model = String(fields.model ?? models[0]);
  if (!models.includes(model)) throw noModel(model);
  const [, width = "512", height = "512"] = /^(\d+)x(\d+)$/.exec(String(fields.size ?? "")) ?? [];
  return {
    ...{
      kind: path.endsWith("/edits") ? ("image_edit" as const) : ("image_generation" as const),
      model,
      images,
      fields,
    },
    ...{ prompt: String(fields.prompt ?? ""), n: Number(fields.n ?? 1), quality: "auto", partials: null },
    ...{ width: Number(width), height: Number(height), responseFormat: String(fields.response_format ?? "url") },
  };
}

async function readFields(req: IncomingMessage, path: string) {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  const body = Buffer.concat(parts);
  const type = req.headers["content-type"] ?? "";
  if (!path.endsWith("/edits")) {
    if (!type.startsWith("application/json"))
      throw new ApiError(400, "We could not parse the JSON body of your request.", null);
    return { fields: JSON.parse(body.toString()) as Record<string, unknown>, images: [], hasMask: false };
  }
  if (!type.startsWith("multipart/form-data; boundary=")) {
    throw new ApiError(400, "Invalid body: expected multipart form data.", null);
  }
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const fields: Record<string, unknown> = {};
  const images: Buffer[] = [];
  for (const [name, value] of form) {
    if (typeof value === "string") fields[name] = value;
    else if (name === "image" || name === "image[]") images.push(await readImage(value));
  }
  return { fields, images, hasMask: form.has("mask") };
}

async function readImage(file: File): Promise<Buffer> {
  const bytes = Buffer.from(await file.arrayBuffer());
  const look = bytes.length > 24 ? lookAt(bytes) : null;
  if (!look || look.type !== file.type) {
    const words = `Invalid file 'image': unsupported mimetype ('${file.type}'). Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.`;
    throw new ApiError(400, words, "unsupported_file_mimetype", "image");
  }
  if (!/\.(png|jpe?g|webp)$/.test(file.name)) throw new ApiError(400, "Invalid file name.", "invalid_value", "image");
  return bytes;
}

function requireImages(images: Buffer[], hasMask: boolean): void {
  if (images.length === 0)
    throw new ApiError(400, "Missing required parameter: 'image'.", "missing_required_parameter", "image");
  if (images.length > 16) throw new ApiError(400, "Too many images.", "invalid_value", "image");
  const isLarge = images.some((image) => image.length >= imageMaxBytes);
  if (isLarge || hasMask) throw new ApiError(400, "Invalid image file or mask.", "invalid_image_file", "image");
}

function oneOf(fields: Record<string, unknown>, name: string, allowed: string[], unset: string): string {
  const value = String(fields[name] ?? unset);
  if (allowed.includes(value)) return value;
  const words = `Invalid value: '${value}'. Supported values are: ${allowed.map((one) => `'${one}'`).join(", ")}.`;
  throw new ApiError(400, words, "invalid_value", name);
}

function whole(fields: Record<string, unknown>, name: string, min: number, max: number, unset: number): number {
  const value = Number(fields[name] ?? unset);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ApiError(400, `Invalid '${name}': expected ${min} to ${max}.`, "integer_out_of_range", name);
}

/** The sizes of each generation of models. @throws ApiError */
function sizeOf(model: string, size: string): { width: number; height: number } {
  const [, width = 1024, height = 1024] = (/^(\d+)x(\d+)$/.exec(size) ?? []).map(Number);
  const isFixed = ["auto", "1024x1024", "1536x1024", "1024x1536"].includes(size);
  const isFree =
    /gpt-image-[2-9]/.test(model) &&
    [width % 16 === 0, height % 16 === 0, width * height >= 655_360, width * height <= 3840 * 2160].every(Boolean) &&
    Math.max(width / height, height / width) <= 3 &&
    /^\d+x\d+$/.test(size);
  if (isFixed || isFree) return { width, height };
  const words = `Invalid value: '${size}'. Supported values are: '1024x1024', '1024x1536', '1536x1024', and 'auto'.`;
  throw new ApiError(400, words, "invalid_value", "size");
}
