import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { errorCodes } from "@/lib/errors";
import { type AnyEndpoint, type Handler, type Method, methods, specOf } from "./endpoint";

const problem = z.object({
  success: z.literal(false),
  error: z.string(),
  message: z.string(),
  code: z.enum(Object.keys(errorCodes)),
  request_id: z.string(),
  errors: z.record(z.string(), z.array(z.string())).optional(),
});

/**
 * The OpenAPI 3.1 document of the given routes, made from the very schemas that parse their requests.
 *
 * @param routes modules whose exports are route handlers by method
 * @param server the public address
 */
export function openApiDocument(routes: Record<Method, Handler>[], server: string): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "An access token, a personal API token, or a guest token.",
  });
  for (const handlers of routes) {
    for (const method of methods) {
      const spec = specOf.get(handlers[method]);
      if (spec && method !== "HEAD") registry.registerPath(pathOf(method, spec));
    }
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Atelier",
      version: "1",
      description: "Describe pictures, restyle photographs, keep them or show them.",
    },
    servers: [{ url: server }],
  });
}

function pathOf(method: Exclude<Method, "HEAD">, spec: AnyEndpoint): RouteConfig {
  const verbs = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "delete", OPTIONS: "options" } as const;
  return {
    method: verbs[method],
    path: spec.path,
    summary: spec.summary,
    security: spec.access === "all" ? [{}, { token: [] }] : [{ token: [] }],
    request: {
      ...(spec.params instanceof z.ZodObject ? { params: spec.params } : {}),
      ...(spec.query instanceof z.ZodObject ? { query: spec.query } : {}),
      ...bodyOf(spec),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(spec.answers).map(([status, schema]) => [
          status,
          { description: "Answer", content: { [spec.produces ?? "application/json"]: { schema } } },
        ]),
      ),
      default: { description: "What went wrong", content: { "application/json": { schema: problem } } },
    },
  };
}

function bodyOf(spec: AnyEndpoint): Pick<NonNullable<RouteConfig["request"]>, "body"> {
  if (spec.form) {
    const parts = Object.entries(spec.form).map(([name, { kind, description }]) => [
      name,
      { type: "string" as const, description, ...(kind === "file" ? { format: "binary" } : {}) },
    ]);
    const schema = { type: "object" as const, properties: Object.fromEntries(parts) };
    return { body: { content: { "multipart/form-data": { schema } } } };
  }
  if (!spec.body) return {};
  const json = { "application/json": { schema: spec.body } };
  const either = { ...json, "application/x-www-form-urlencoded": { schema: spec.body } };
  return { body: { content: spec.plainForm ? either : json } };
}
