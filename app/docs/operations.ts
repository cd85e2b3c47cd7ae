import type { ShownBody, ShownField, ShownOperation, ShownParameter } from "@/components/docs/operation";
import type { ApiDocument, ApiMedia, ApiOperation } from "@/lib/http/openapi";
import { exampleOf, type JsonSchema } from "@/lib/http/openapi-example";

/** The operations of a chapter of the document, as the page shows them. @param server the address in the examples */
export function operationsOf(document: ApiDocument, tag: string, server: string): ShownOperation[] {
  return Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => shown(method.toUpperCase(), path, operation, server)),
  );
}

function shown(method: string, path: string, operation: ApiOperation, server: string): ShownOperation {
  const parameters = (operation.parameters ?? []).map(parameterOf);
  const body = operation.requestBody ? bodyOf(operation.requestBody.content) : null;
  const { access, scope } = accessOf(operation);
  const asked = { method, path, parameters, body, access, server };
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
    ...answersOf(operation),
    curl: curlOf(asked),
  };
}

function accessOf({ security }: ApiOperation): Pick<ShownOperation, "access" | "scope"> {
  if (security.some((one) => "refreshToken" in one)) return { access: "refresh", scope: "" };
  const scope = security.flatMap(({ token }) => token ?? []).join(" ");
  return { access: security.some((one) => Object.keys(one).length === 0) ? "all" : "user", scope };
}

type Parameter = NonNullable<ApiOperation["parameters"]>[number];

function parameterOf({ name, in: place, required = false, description, schema }: Parameter): ShownParameter {
  const field = fieldOf(name, { ...schema, description: description ?? schema.description }, required);
  const initial = required ? String(exampleOf(schema, false, name)) : "";
  return { ...field, initial, place: place === "path" || place === "header" ? place : "query" };
}

function bodyOf(content: ApiMedia): ShownBody {
  const form = content["multipart/form-data"];
  const media = form ?? content["application/json"] ?? {};
  const { properties = {}, required = [] } = media.schema ?? {};
  const fields = Object.entries(properties).map(([name, schema]) => fieldOf(name, schema, required.includes(name)));
  return {
    type: form ? "multipart" : "json",
    fields,
    example: JSON.stringify(media.example ?? {}, null, 2),
    files: Object.entries(properties).flatMap(([name, { format }]) => (format === "binary" ? [name] : [])),
  };
}

function fieldOf(name: string, schema: JsonSchema, isRequired: boolean): ShownField {
  return { name, type: typeOf(schema), isRequired, about: aboutOf(schema), initial: "" };
}

/** A schema in a few words. */
function typeOf(schema: JsonSchema): string {
  if (schema.format === "binary") return "file";
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const others = schema.anyOf ?? schema.oneOf;
  if (others) return [...new Set(others.map(typeOf))].join(" | ");
  if (schema.items) return `${typeOf(schema.items)}[]`;
  return [schema.type ?? "any", schema.format ?? []]
    .flat()
    .join(" | ")
    .replace(/string \| (uuid|uri|email|date.*)$/, "$1");
}

/** What else holds for it: bounds, what stands in for it, what it means. */
function aboutOf(schema: JsonSchema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const range = (low: number | undefined, high: number | undefined, unit: string) =>
    low === undefined && high === undefined ? [] : [`${low ?? 0}–${high ?? "…"}${unit}`];
  return [
    schema.description ?? [],
    range(minimum ?? schema.exclusiveMinimum, maximum, ""),
    range(minLength, maxLength, " characters"),
    range(minItems, maxItems, " items"),
    schema.default === undefined ? [] : `default \`${JSON.stringify(schema.default)}\``,
  ]
    .flat()
    .join("; ");
}

function answersOf({ responses }: ApiOperation): Pick<ShownOperation, "answers" | "failures"> {
  const answers: ShownOperation["answers"] = [];
  const failures: ShownOperation["failures"] = [];
  for (const [status, { description, headers = {}, content = {} }] of Object.entries(responses)) {
    const json = content["application/json"];
    if (json?.examples) {
      const codes = description.split("\n").map((line) => /^`(\w+)`: (.*)$/.exec(line) ?? ["", "", line]);
      failures.push({ status: Number(status), codes: codes.map(([, code = "", words = ""]) => ({ code, words })) });
      continue;
    }
    const own = Object.entries(headers).flatMap(([name, header]) =>
      "$ref" in header ? [] : [`${name}: ${header.description}`],
    );
    const example = json?.example === undefined ? null : JSON.stringify(json.example, null, 2);
    answers.push({ status: Number(status), words: description, types: Object.keys(content), headers: own, example });
  }
  return { answers, failures };
}

interface Asked extends Pick<ShownOperation, "method" | "path" | "parameters" | "body" | "access"> {
  server: string;
}

/** The same as a command. */
function curlOf({ method, path, parameters, body, access, server }: Asked): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    return encodeURIComponent(parameters.find((one) => one.name === name)?.initial ?? name);
  });
  const query = parameters.filter(({ place, isRequired }) => place === "query" && isRequired);
  const asked = query.length === 0 ? "" : `?${new URLSearchParams(query.map(({ name, initial }) => [name, initial]))}`;
  const address = `${server}${filled}${asked}`;
  const token = access === "refresh" ? "$REFRESH_TOKEN" : "$TOKEN";
  const parts = [
    `curl ${method === "GET" || (method === "POST" && body) ? "" : `-X ${method} `}${/[?&]/.test(address) ? `'${address}'` : address}`,
    ...(access === "all" ? [] : [`-H "Authorization: Bearer ${token}"`]),
    ...bodyParts(body),
  ];
  return parts.join(" \\\n  ");
}

function bodyParts(body: ShownBody | null): string[] {
  if (!body) return [];
  if (body.type === "multipart") return body.files.map((name) => `-F ${name}=@photograph.jpg`);
  const json = JSON.stringify(JSON.parse(body.example)).replaceAll("'", "'\\''");
  return ["-H 'Content-Type: application/json'", `-d '${json}'`];
}
