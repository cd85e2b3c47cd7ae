import type { z } from "zod";
import { AppError } from "@/lib/errors";

export interface ReadBody {
  /** What was sent, for telling repeated requests from different ones. */
  raw: Buffer;
  json: unknown;
  form: FormData;
}

/** A JSON body; none counts as `{}` where it is optional. @throws AppError `unsupported_media_type`, `bad_request` */
export async function readJson(request: Request, isOptional = false): Promise<ReadBody> {
  const type = request.headers.get("content-type");
  const raw = Buffer.from(await request.arrayBuffer());
  if (isOptional && raw.length === 0) return { raw, json: {}, form: new FormData() };
  if (type !== null && !/^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(type)) {
    throw new AppError("unsupported_media_type", { detail: "Send application/json." });
  }
  try {
    return { raw, json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw)), form: new FormData() };
  } catch (cause) {
    throw new AppError("bad_request", { detail: "The body is not valid JSON.", cause });
  }
}

/** A multipart body. Its boundary differs between equal requests, so `raw` is what the parts hold. @throws AppError */
export async function readForm(request: Request): Promise<ReadBody> {
  if (!/^multipart\/form-data\s*;/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("unsupported_media_type", { detail: "Send multipart/form-data." });
  }
  let form: FormData;
  try {
    form = await request.formData();
  } catch (cause) {
    throw new AppError("bad_request", { detail: "The multipart body is damaged.", cause });
  }
  const parts: Buffer[] = [];
  for (const [name, value] of form) {
    const bytes = typeof value === "string" ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
    parts.push(Buffer.from(`${name.length}:${name}${bytes.length}:`), bytes);
  }
  return { raw: Buffer.concat(parts), json: undefined, form };
}

/** Whether a page's own form was sent, without files. */
export function isPlainForm(request: Request): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get("content-type") ?? "");
}

/** Such a form's fields as a JSON body would hold them, all text. */
export async function readPlainForm(request: Request): Promise<ReadBody> {
  const raw = Buffer.from(await request.arrayBuffer());
  const fields = new URLSearchParams(raw.toString());
  const json = Object.fromEntries([...fields.keys()].map((name) => [name, fields.getAll(name).join(",")]));
  return { raw, json, form: new FormData() };
}

/** Field → what is wrong with it; problems of the whole stand under `_`. */
export function fieldErrors(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const field = issue.path.join(".") || "_";
    fields[field] = [...(fields[field] ?? []), issue.message];
  }
  return fields;
}
