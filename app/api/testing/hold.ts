import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import type { DocumentedSpec, Method } from "@/lib/http/endpoint";
import type { ApiDocument } from "@/lib/http/openapi";
import type { JsonSchema } from "@/lib/http/openapi-example";
import { apiDocument } from "../document";

const document = strictly(JSON.parse(JSON.stringify(apiDocument("https://pictures.example.org"))) as ApiDocument);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, "document");
const validators = new Map<string, ValidateFunction>();

/** For tests: the validator of a part of the document. @param way from its root, by name */
export function validatorOf(...way: (string | number)[]): ValidateFunction {
  const pointer = way.map((name) => String(name).replaceAll("~", "~0").replaceAll("/", "~1")).map(encodeURIComponent);
  const $ref = `document#/${pointer.join("/")}`;
  const known = validators.get($ref) ?? ajv.compile({ $ref });
  validators.set($ref, known);
  return known;
}

/**
 * For tests: holds an answer to what the document says of its route: a status that is named, a media type of it, a body
 * that fits and says nothing that the document does not.
 *
 * @throws Error naming what does not fit
 */
export function holdToDocument(
  method: Method,
  { path }: Pick<DocumentedSpec, "path">,
  answer: Response,
  body: string,
): void {
  const verb = method === "HEAD" ? "get" : method.toLowerCase();
  const what = `${method} ${path} → ${answer.status}`;
  const said = document.paths[path]?.[verb]?.responses[answer.status];
  if (!said) throw new Error(`${what}: the document does not name this status. ${body}`);
  const type = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
  if (!said.content && type === "" && body === "") return;
  if (!said.content?.[type]) throw new Error(`${what}: the document does not name the type "${type}".`);
  if (type !== "application/json" || method === "HEAD") return;
  const code = codeOf(JSON.parse(body));
  const { examples } = said.content[type];
  if (examples && code !== undefined && !Object.values(examples).some(({ value }) => codeOf(value) === code)) {
    throw new Error(`${what}: the document does not name the code "${code}".`);
  }
  // What failures have in common is made into a validator once.
  const $ref = said.content[type].schema?.$ref;
  const way = ["paths", path, verb, "responses", answer.status, "content", type, "schema"];
  const fits = validatorOf(...($ref === undefined ? way : $ref.split("/").slice(1)));
  if (fits(JSON.parse(body))) return;
  throw new Error(
    `${what}: ${ajv.errorsText(fits.errors)}\n${JSON.stringify(fits.errors?.[0]?.params)}\n${body.slice(0, 2000)}`,
  );
}

/** The code of a failure, whoever's shape it has. */
export function codeOf(body: unknown): string | undefined {
  const { code, error } = body as { code?: string; error?: { code?: string } };
  return code ?? error?.code;
}

/** The document, read so that fields it does not name are wrong wherever it does not allow more. */
function strictly(whole: ApiDocument): ApiDocument {
  const tighten = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const part of Object.values(value)) tighten(part);
    const schema = value as JsonSchema;
    if (isObjectSchema(schema) && schema.additionalProperties === undefined) schema.additionalProperties = false;
  };
  for (const operations of Object.values(whole.paths)) {
    for (const { responses } of Object.values(operations)) {
      for (const { content } of Object.values(responses)) {
        for (const media of Object.values(content ?? {})) tighten(media.schema);
      }
    }
  }
  return whole;
}

function isObjectSchema({ type, properties }: JsonSchema): boolean {
  return [type].flat().includes("object") && typeof properties === "object";
}
