import type { ShownBody, ShownFailure, ShownOperation, ShownParameter } from "@/components/docs/operation";
import type { ApiDocument, ApiMedia, ApiOperation } from "@/lib/http/openapi";
import { exampleOf } from "@/lib/http/openapi-example";
import { curlOf } from "./curl";
import { fieldOf, fieldsOf } from "./fields";
import { type Local, localized, localPart } from "./local";

/** The document's operations in its order, each with its chapter's name, as the page shows them. */
export function operationsOf(document: ApiDocument, local: Local): { tag: string; operation: ShownOperation }[] {
  const usual = usualCodes(document);
  return Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({
      tag: operation.tags[0] ?? "",
      operation: shown(method.toUpperCase(), path, operation, { local, usual }),
    })),
  );
}

interface Around {
  local: Local;
  /** Codes that most routes fail with. */
  usual: ReadonlySet<string>;
}

function shown(method: string, path: string, operation: ApiOperation, { local, usual }: Around): ShownOperation {
  const parameters = (operation.parameters ?? []).map((one) => parameterOf(method, path, one, local));
  const body = operation.requestBody ? bodyOf(operation.requestBody.content, local) : null;
  const { access, scope } = accessOf(operation);
  const answers = answersOf(operation);
  const types = answers.flatMap((answer) => answer.types);
  const failures = failuresOf(operation);
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    description: operation.description ?? "",
    isDeprecated: operation.deprecated ?? false,
    access,
    scope,
    parameters,
    body,
    answers,
    failures: failures.filter(({ code }) => !usual.has(code)),
    usualFailures: failures.filter(({ code }) => usual.has(code)),
    curl: curlOf({ method, path, parameters, body, access, types, server: local.server }),
  };
}

function accessOf({ security }: ApiOperation): Pick<ShownOperation, "access" | "scope"> {
  if (security.some((one) => "refreshToken" in one)) return { access: "refresh", scope: "" };
  if (security.some((one) => "accessToken" in one)) return { access: "session", scope: "" };
  const scope = security.flatMap(({ token }) => token ?? []).join(" ");
  return { access: security.some((one) => Object.keys(one).length === 0) ? "all" : "user", scope };
}

type Parameter = NonNullable<ApiOperation["parameters"]>[number];

function parameterOf(method: string, path: string, parameter: Parameter, local: Local): ShownParameter {
  const { name, required = false, description, schema } = parameter;
  const field = fieldOf(name, { ...schema, description: description ?? schema.description }, required);
  const place = parameter.in === "path" || parameter.in === "header" ? parameter.in : "query";
  const isKnown = required && (place === "query" || schema.enum);
  return {
    ...field,
    place,
    initial: isKnown ? String(exampleOf(schema, false, name)) : localPart(method, path, name, local),
  };
}

function bodyOf(content: ApiMedia, local: Local): ShownBody {
  const form = content["multipart/form-data"];
  const media = form ?? content["application/json"] ?? {};
  return {
    type: form ? "multipart" : "json",
    fields: fieldsOf(media.schema ?? {}),
    example: JSON.stringify(localized(media.example ?? {}, local), null, 2),
  };
}

function answersOf({ responses }: ApiOperation): ShownOperation["answers"] {
  return Object.entries(responses).flatMap(([status, { description, headers = {}, content = {} }]) => {
    const json = content["application/json"];
    if (json?.examples) return [];
    const own = Object.entries(headers).flatMap(([name, header]) =>
      "$ref" in header ? [] : [`\`${name}\`: ${header.description}`],
    );
    const example = json?.example === undefined ? null : JSON.stringify(json.example, null, 2);
    return [{ status: Number(status), words: description, types: Object.keys(content), headers: own, example }];
  });
}

function failuresOf({ responses }: ApiOperation): ShownFailure[] {
  return Object.entries(responses).flatMap(([status, { content = {} }]) =>
    content["application/json"]?.examples
      ? Object.keys(content["application/json"].examples).map((code) => ({ status: Number(status), code }))
      : [],
  );
}

/** The codes that more than half of all routes fail with. */
function usualCodes(document: ApiDocument): ReadonlySet<string> {
  const operations = Object.values(document.paths).flatMap((byMethod) => Object.values(byMethod));
  const counts = new Map<string, number>();
  for (const { code } of operations.flatMap(failuresOf)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > operations.length / 2).map(([code]) => code));
}
