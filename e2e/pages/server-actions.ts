import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { APIRequestContext, APIResponse } from "@playwright/test";

/** A server action of the built product. */
export interface ServerAction {
  id: string;
  /** Its file and name, such as `lib/site/actions.ts changeSettingsAction`. */
  name: string;
  /** Pages that carry it, as paths with `[params]`. */
  pages: string[];
}

/** What stands in a form; several values of a field are several fields. */
export type Fields = Record<string, string | number | (string | number)[]>;

/** The framework's own way to write what an action is given. */
const client: { encodeReply(given: unknown[]): Promise<FormData | string> } = createRequire(import.meta.url)(
  "next/dist/compiled/react-server-dom-turbopack/client.node",
);

interface Manifest {
  node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>;
}

/** Every server action there is, as the build lists them. */
export function readActions(): ServerAction[] {
  const manifest: Manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return Object.entries(manifest.node).map(([id, { exportedName, filename, workers }]) => ({
    id,
    name: `${filename} ${exportedName}`,
    pages: Object.keys(workers).map(pathOf),
  }));
}

export function findAction(name: string): ServerAction {
  const found = readActions().find((action) => action.name.endsWith(` ${name}`));
  if (!found) throw new Error(`The build has no action ${name}.`);
  return found;
}

/** `app/(gallery)/page` is `/`. */
function pathOf(worker: string): string {
  const parts = worker.split("/").slice(1, -1);
  return `/${parts.filter((part) => !/^\(.+\)$/.test(part)).join("/")}`;
}

/** Runs an action as a page's script does: with what it returned before, which is nothing, and a form. */
export async function sendAction(
  api: APIRequestContext,
  origin: string,
  action: ServerAction,
  path: string,
  fields: Fields,
): Promise<APIResponse> {
  const multipart = await client.encodeReply([null, formOf(fields)]);
  if (typeof multipart === "string") throw new Error("A form is sent in parts.");
  const headers = { Origin: origin, Accept: "text/x-component", "Next-Action": action.id };
  return api.post(path, { headers, multipart, maxRedirects: 0 });
}

/** Posts a form as a browser without script does: of an action by itself, or of one that is told what came of it. */
export function postForm(
  api: APIRequestContext,
  origin: string,
  action: ServerAction,
  path: string,
  fields: Fields,
  isBound: boolean,
): Promise<APIResponse> {
  const multipart = formOf(fields);
  if (isBound) {
    multipart.append("$ACTION_REF_1", "");
    multipart.append("$ACTION_1:0", JSON.stringify({ id: action.id, bound: "$@1" }));
    multipart.append("$ACTION_1:1", "[null]");
  } else multipart.append(`$ACTION_ID_${action.id}`, "");
  return api.post(path, { headers: { Origin: origin }, multipart, maxRedirects: 0 });
}

function formOf(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(name, String(one));
  }
  return form;
}
