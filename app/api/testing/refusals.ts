import { expect } from "vitest";
import { noSuchId } from "@/db/testing";
import { plainPng } from "@/e2e/pictures/make";
import { AppError, type ErrorCode, errorCodes } from "@/lib/errors";
import type { DocumentedSpec, Method } from "@/lib/http/endpoint";
import { isOpenAiPath, openAiErrorBody, openAiStatus } from "@/lib/http/openai-error";
import { documented } from "@/lib/http/openapi";
import { failuresOf } from "@/lib/http/openapi-failures";
import { newUuid } from "@/lib/ids";
import { endpoints } from "../endpoints";
import { served } from "../served";
import { codeOf } from "./hold";
import { type Asked, operations, type Tour, type What } from "./tour";

/** For tests: a route, what the document says of it, and a request that is well-formed and about nothing that is there. */
export interface Route {
  what: What;
  method: Method;
  spec: DocumentedSpec;
  changes: boolean;
  hasBody: boolean;
  /** Whether its body has fields that must be there. */
  needsFields: boolean;
  /** Those that no table and no step can bring about are left out: what breaks by itself. */
  codes: ErrorCode[];
  asked: Asked;
  parameters: { name: string; in: string; impossible: string[] }[];
}

/** For tests: every route of the document. */
export const routes: Route[] = documented(endpoints, served).map(({ method, spec }) => {
  const what: What = `${method} ${spec.path as `/${string}`}`;
  const { operation } = operations().find((one) => one.what === what) ?? {};
  if (!operation) throw new Error(`${what} is not in the document.`);
  const parameters = (operation.parameters ?? []).map(({ name, in: place, schema }) => ({
    ...{ name, in: place, schema },
    impossible: impossibleOf(schema),
  }));
  const params = Object.fromEntries(
    parameters.filter((one) => one.in === "path").map(({ name, schema }) => [name, absent(schema)]),
  );
  const { schema, example } = operation.requestBody?.content["application/json"] ?? {};
  return {
    ...{ what, method, spec, parameters },
    changes: method !== "GET",
    hasBody: operation.requestBody !== undefined,
    needsFields: (schema?.required?.length ?? 0) > 0 || schema?.anyOf !== undefined,
    codes: failuresOf(method, spec).filter((code) => code !== "internal" && code !== "unavailable"),
    asked: { params, body: spec.form ? formWith(plainPng(64, 48)) : withoutIds(example) },
  };
});

type Schema = { type?: string | string[]; format?: string; enum?: unknown[]; maxLength?: number };

function absent({ type, format, enum: choices }: Schema): string | number {
  if (choices) return String(choices[0]);
  if (format === "uuid") return newUuid();
  return type === "integer" ? noSuchId : "nothing";
}

/** Values that no such parameter can have. */
function impossibleOf({ type, format, enum: choices, maxLength }: Schema): string[] {
  if ([type].flat().includes("integer")) return ["x", "1.5", "-1", "1e30"];
  if (choices || format === "uuid" || [type].flat().includes("boolean")) return ["nothing-of-the-kind"];
  return maxLength === undefined ? [] : ["x".repeat(maxLength + 1)];
}

/** An example, about nothing that is there. */
function withoutIds(example: unknown): unknown {
  if (typeof example !== "object" || example === null) return example;
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => {
      if (/(?:^|_)ids$/.test(name)) return [name, [noSuchId]];
      return [name, /(?:^|_)id$|^user$/.test(name) ? noSuchId : value];
    }),
  );
}

/** For tests: a form with a file for a picture. */
export function formWith(image: Buffer, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("image", new File([new Uint8Array(image)], "harbour.png"));
  return form;
}

/** A request, and the code it is to be refused with. */
export type Ask = [What, ErrorCode, Asked];

/** For tests: asks to be refused, and keeps which route was heard to say which code. */
export class Refusals {
  readonly seen = new Set<string>();

  constructor(readonly tour: Tour) {}

  /** Asks each of these routes about nothing that is there, but for what `asked` says. */
  all(of: Route[], code: ErrorCode, asked: (route: Route) => Asked): Promise<void> {
    return this.see(...of.map((route): Ask => [route.what, code, { ...route.asked, ...asked(route) }]));
  }

  /** The same of every route that names the code. */
  every(code: ErrorCode, asked: Record<string, Asked>, more: Asked = {}): Promise<void> {
    const naming = routes.filter(({ codes }) => codes.includes(code));
    return this.all(naming, code, ({ what }) => ({ ...more, ...asked[what] }));
  }

  /** Asks each at once; all must be refused with the code of theirs, in the shape of their address. */
  async see(...asks: Ask[]): Promise<void> {
    const told = await Promise.all(
      asks.map(async ([what, code, asked]) => ({ what, code, told: await this.tour.ask(what, asked) })),
    );
    const heard = told.map(({ what, told: { status, body } }) => [what, status, codeOf(body)]);
    expect(heard).toEqual(asks.map(([what, code]) => [what, ...outcomeOf(what, code)]));
    for (const { what, code, told: answer } of told) {
      const id = answer.headers.get("x-request-id");
      expect(id).toMatch(/^[\w-]{8,}$/);
      if (answer.status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      if (!isOpenAiPath(pathOf(what))) {
        expect(answer.body).toMatchObject({ success: false, request_id: id });
        expect([what, Object.hasOwn(Object(answer.body), "errors")]).toEqual([what, answer.status === 422]);
      }
      this.seen.add(`${what} → ${code}`);
    }
  }
}

function pathOf(what: What): string {
  return what.slice(what.indexOf("/"));
}

function outcomeOf(what: What, code: ErrorCode): [number, string | null] {
  if (!isOpenAiPath(pathOf(what))) return [errorCodes[code].status, code];
  const fields = code === "not_found" ? { model: ["No such model."] } : undefined;
  const error = new AppError(code, { fields });
  return [openAiStatus(error), openAiErrorBody(error).error.code];
}
