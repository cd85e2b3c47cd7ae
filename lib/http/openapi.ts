import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { guestCookie } from "@/lib/auth/guests";
import { sessionCookie } from "@/lib/auth/sessions";
import { errorCodes } from "@/lib/errors";
import { type DocumentedSpec, defaultScope, type Handler, type Method, methods, specOf } from "./endpoint";
import { exampleOf, type JsonSchema } from "./openapi-example";
import { failureSchemas, failureShape, failuresByStatus } from "./openapi-failures";
import { meaningOf, withMeanings } from "./openapi-words";

/** Routes of which the document tells, by topic. */
export interface Topic {
  name: string;
  description: string;
  /** Addresses that belong to it; the first topic that takes an address has it. */
  paths: RegExp;
}

export interface DocumentParts {
  /** Modules whose exports are route handlers by method. */
  routes: Record<Method, Handler>[];
  /** What the server answers itself. */
  served: { method: Method; spec: DocumentedSpec }[];
  topics: readonly Topic[];
  /** The public address. */
  server: string;
}

export type ApiMedia = Record<string, { schema?: JsonSchema; example?: unknown; examples?: object }>;

export interface ApiOperation {
  operationId: string;
  summary: string;
  description?: string;
  deprecated?: boolean;
  tags: string[];
  security: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: JsonSchema }[];
  requestBody?: { required?: boolean; content: ApiMedia };
  responses: Record<
    string,
    { description: string; headers?: Record<string, { description?: string }>; content?: ApiMedia }
  >;
}

/** The parts of such a document that we ourselves read. */
export interface ApiDocument {
  openapi: string;
  info: { description: string };
  components: { headers: Record<string, { description: string }> };
  paths: Record<string, Record<string, ApiOperation>>;
}

/** The OpenAPI 3.1 document of the given routes, made from the very schemas that parse their requests. */
export function openApiDocument({ routes, served, topics, server }: DocumentParts): ApiDocument {
  const registry = new OpenAPIRegistry();
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    registry.registerComponent("securitySchemes", name, scheme);
  }
  for (const [name, header] of Object.entries(answerHeaders)) registry.registerComponent("headers", name, header);
  for (const [name, schema] of Object.entries(failureSchemas)) {
    const { $schema: _dialect, ...shape } = z.toJSONSchema(schema);
    registry.registerComponent("schemas", name, shape as object);
  }
  for (const { method, spec } of documented(routes, served)) {
    const { name } = topics.find(({ paths }) => paths.test(spec.path)) ?? {};
    registry.registerPath({ ...pathOf(method, spec), tags: name === undefined ? [] : [name] });
  }
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title: "Atelier", version: "1", description, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: server }],
    tags: topics.map(({ name, description: about }) => ({ name, description: about })),
  });
  return withExamples(withWords(JSON.parse(JSON.stringify(document))));
}

const description = `Describe pictures, restyle photographs, keep them or show them.

Send \`Authorization: Bearer …\` with an access token, a personal API token, or a guest token. A token that is not valid is
401, never taken for nobody. What changes something needs no token in a browser of this very site; from elsewhere it does.

Another's private picture and a missing one are the same 404.

Long lists come in pages: \`limit\` says how long one is, and a cursor leads to the next.

What makes something takes an \`Idempotency-Key\` of your choice: asked again with the same key and body within 24 hours, it
answers as the first time and makes nothing anew.

Addresses under \`/api/v1\` answer as those under \`/api\`.`;

/** Every route of which the document tells. */
export function documented(routes: DocumentParts["routes"], served: DocumentParts["served"]): DocumentParts["served"] {
  const handled = routes.flatMap((handlers) =>
    methods.flatMap((method) => {
      const spec = method === "HEAD" ? undefined : specOf.get(handlers[method]);
      return spec ? [{ method, spec }] : [];
    }),
  );
  return [...handled, ...served];
}

const securitySchemes = {
  token: {
    type: "http",
    scheme: "bearer",
    description:
      "An access token (`POST /api/auth/login`, an hour), a personal API token (made in the settings; it needs the scope that is named), or a guest token.",
  },
  accessToken: { type: "http", scheme: "bearer", description: "An access token; a personal API token does not do." },
  refreshToken: { type: "http", scheme: "bearer", description: "A refresh token, for new tokens alone." },
  session: { type: "apiKey", in: "cookie", name: sessionCookie, description: "A signed-in browser of this site." },
  guest: {
    type: "apiKey",
    in: "cookie",
    name: guestCookie,
    description:
      "A visitor's cookie, set by their first upload or style change. The same answer has `guest_token`, which goes as Bearer.",
  },
} as const;

const text = { type: "string" } as const;
const whole = { type: "integer" } as const;
const answerHeaders = {
  "X-Request-Id": { description: "The name of this request in the log: give it when you ask for help.", schema: text },
  "RateLimit-Limit": { description: "Requests that one window allows.", schema: whole },
  "RateLimit-Remaining": { description: "Those that are left in this window.", schema: whole },
  "RateLimit-Reset": { description: "Seconds until the next window.", schema: whole },
  "Retry-After": { description: "Seconds until another try makes sense.", schema: whole },
};

function headersFor(spec: DocumentedSpec, more: Record<string, string> = {}, status = 200) {
  const rated = spec.rate === null ? [] : ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];
  const names = ["X-Request-Id", ...rated, ...(status === 429 || status === 503 ? ["Retry-After"] : [])];
  return {
    ...Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    ...Object.fromEntries(Object.entries(more).map(([name, about]) => [name, { description: about, schema: text }])),
  };
}

function pathOf(method: Method, spec: DocumentedSpec): RouteConfig {
  const verb = method.toLowerCase() as Lowercase<Method>;
  return {
    method: verb,
    path: spec.path,
    operationId: `${verb}${spec.path.replace(/[^a-zA-Z\d]+(\w?)/g, (_all, letter: string) => letter.toUpperCase())}`,
    summary: spec.summary,
    ...(spec.description ? { description: spec.description } : {}),
    ...(spec.deprecated ? { deprecated: true } : {}),
    security: securityOf(method, spec),
    request: {
      ...(spec.params instanceof z.ZodObject ? { params: spec.params } : {}),
      ...(spec.query instanceof z.ZodObject ? { query: spec.query } : {}),
      ...headersRead(spec),
      ...bodyOf(spec),
    },
    responses: { ...answersOf(spec), ...failures(method, spec) },
  } as RouteConfig;
}

function securityOf(method: Method, spec: DocumentedSpec): Record<string, string[]>[] {
  if (spec.ownToken) return [{ refreshToken: [] }];
  if (spec.access === "session") return [{ accessToken: [] }, { session: [] }];
  const changes = method !== "GET" && method !== "HEAD";
  const token = { token: [spec.scope ?? defaultScope(spec.access, changes)] };
  return spec.access === "all" ? [{}, token, { session: [] }, { guest: [] }] : [token, { session: [] }];
}

function headersRead(spec: DocumentedSpec): Pick<NonNullable<RouteConfig["request"]>, "headers"> {
  const key = "The same key and body within 24 hours are answered as the first time; another body is 409.";
  const site = "This site's address; needed without a token. Browsers send it by themselves.";
  const read = {
    ...(spec.sameOrigin ? { Origin: site } : {}),
    ...(spec.idempotent ? { "Idempotency-Key": key } : {}),
    ...spec.reads,
  };
  const shapes = Object.entries(read).map(([name, about]) => [name, z.string().optional().describe(about)]);
  return shapes.length === 0 ? {} : { headers: z.object(Object.fromEntries(shapes)) };
}

/** A visitor without a name becomes a guest by what they make; the answer names them. */
const guestToken = z.string().optional().describe("Proves to be this guest, as Bearer; given once, to new guests.");

function answersOf(spec: DocumentedSpec): RouteConfig["responses"] {
  const bodiless = Object.entries(spec.bodiless ?? {}).map(([status, about]) => [
    status,
    { description: about, headers: headersFor(spec, spec.tells) },
  ]);
  const answers = Object.entries(spec.answers).map(([status, schema]) => {
    const welcomes = spec.fails?.includes("guests_off") && schema instanceof z.ZodObject;
    const shape = welcomes ? schema.extend({ guest_token: guestToken }) : schema;
    const others = [spec.produces ?? []].flat().map((type) => [type, { schema: { type: "string", format: "binary" } }]);
    const json = schema instanceof z.ZodString ? {} : { "application/json": { schema: shape } };
    const content = { ...json, ...Object.fromEntries(others) };
    return [status, { description: words[Number(status)] ?? "Done.", headers: headersFor(spec, spec.tells), content }];
  });
  return Object.fromEntries([...answers, ...bodiless]);
}

const words: Record<number, string> = {
  201: "Made.",
  202: "Begun: it goes on after this answer.",
  303: "See the address in `Location`.",
  503: "A part of the product does not work.",
};

function failures(method: Method, spec: DocumentedSpec): RouteConfig["responses"] {
  return Object.fromEntries(
    [...failuresByStatus(method, spec)].flatMap(([status, codes]) => {
      if (spec.answers[status]) return [];
      const examples = Object.fromEntries(codes.map((code) => [code, { value: failureShape(spec, code).value }]));
      const schema = { $ref: `#/components/schemas/${failureShape(spec, "internal").schema}` };
      const allow = codes.map((code) => `\`${code}\`: ${errorCodes[code].words}`).join("\n");
      const content = { "application/json": { schema, examples } };
      return [[status, { description: allow, headers: headersFor(spec, {}, status), content }]];
    }),
  );
}

function bodyOf(spec: DocumentedSpec): Pick<NonNullable<RouteConfig["request"]>, "body"> {
  if (spec.form) {
    const parts = Object.entries(spec.form).map(([name, { kind, description: about }]) => [
      name,
      z
        .string()
        .meta({ description: about, ...(kind === "file" ? { format: "binary" } : {}) })
        .optional(),
    ]);
    const files = Object.entries(spec.form).flatMap(([name, { kind }]) => (kind === "file" ? [[name, true]] : []));
    const schema = z.object({ ...Object.fromEntries(parts), ...spec.formFields?.shape });
    return {
      body: {
        required: true,
        content: { "multipart/form-data": { schema: schema.required(Object.fromEntries(files)) } },
      },
    };
  }
  if (!spec.body) return {};
  const json = { "application/json": { schema: spec.body } };
  const either = { ...json, "application/x-www-form-urlencoded": { schema: spec.body } };
  return { body: { required: !spec.optionalBody, content: spec.plainForm ? either : json } };
}

/** Each value that is read with what is meant by it. */
function withWords(document: ApiDocument): ApiDocument {
  for (const [path, byMethod] of Object.entries(document.paths)) {
    for (const { parameters = [], requestBody } of Object.values(byMethod)) {
      for (const parameter of parameters) Object.assign(parameter, meaningOf(path, parameter.name, parameter));
      for (const media of Object.values(requestBody?.content ?? {})) {
        if (media.schema) media.schema = withMeanings(path, media.schema);
      }
    }
  }
  return document;
}

/** Each body and each success with an example of it. */
function withExamples(document: ApiDocument): ApiDocument {
  const add = (content: ApiMedia | undefined, isAnswer: boolean) => {
    for (const media of Object.values(content ?? {})) {
      if (!media.schema || media.examples || media.schema.format === "binary") continue;
      media.example = exampleOf(media.schema, isAnswer);
    }
  };
  for (const operations of Object.values(document.paths)) {
    for (const { requestBody, responses } of Object.values(operations)) {
      add(requestBody?.content, false);
      for (const { content } of Object.values(responses)) add(content, true);
    }
  }
  return document;
}
