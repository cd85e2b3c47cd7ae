import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import type { ApiOperation } from "@/lib/http/openapi";
import { apiDocument } from "./document";
import { endpoints } from "./endpoints";
import { served } from "./served";
import { validatorOf } from "./testing/hold";
import { topics } from "./topics";

const document = apiDocument("https://pictures.example.org");
const operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, operation]): [string, string, string, ApiOperation] => [
    `${method.toUpperCase()} ${path}`,
    path,
    method,
    operation,
  ]),
);

test("is OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(document.openapi).toBe("3.1.0");
});

test("tells of every route once, each under a name of its own and in one chapter", () => {
  const { length } = endpoints.flatMap((routes) =>
    [routes.GET, routes.POST, routes.PUT, routes.PATCH, routes.DELETE].filter((handler) => handler !== routes.OPTIONS),
  );
  expect(operations).toHaveLength(length + served.length);
  expect(new Set(operations.map(([, , , { operationId }]) => operationId)).size).toBe(operations.length);
  const names = topics.map(({ name }) => name);
  for (const [what, , , { tags }] of operations)
    expect([what, names.includes(tags[0] as never), tags.length]).toEqual([what, true, 1]);
  expect(names.filter((name) => !operations.some(([, , , { tags }]) => tags.includes(name)))).toEqual([]);
});

describe.each(operations)("%s", (_what, path, method, operation) => {
  test("says who may ask, what comes, and what can go wrong", () => {
    const statuses = Object.keys(operation.responses).map(Number);
    expect(statuses.some((status) => status >= 200 && status < 400)).toBe(true);
    expect(statuses).toEqual(expect.arrayContaining([500, 503]));
    expect(operation.security.length).toBeGreaterThan(0);
    if (path.includes("{")) expect(statuses).toContain(404);
    if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining([400, 413, 415]));
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      expect(description).not.toBe("");
      expect([status, Object.keys(content ?? {}).length > 0]).toEqual([status, status !== "304" && status !== "416"]);
    }
  });

  test("says of every value it reads what is meant by it", () => {
    const bodies = Object.values(operation.requestBody?.content ?? {}).map(({ schema = {} }) => schema);
    const fields = bodies
      .flatMap((body) => [body, ...(body.anyOf ?? [])])
      .flatMap(({ properties = {} }) => Object.entries(properties));
    const read = [...(operation.parameters ?? []).map((one) => [one.name, one] as const), ...fields];
    expect(read.filter(([, { description = "" }]) => description === "").map(([name]) => name)).toEqual([]);
    if (bodies.length > 0) expect(fields.length).toBeGreaterThan(0);
  });

  test("has examples that fit", () => {
    const media = [
      ...Object.entries(operation.requestBody?.content ?? {}).map(([type, one]) => ({
        way: ["requestBody"],
        type,
        one,
      })),
      ...Object.entries(operation.responses).flatMap(([status, { content }]) =>
        Object.entries(content ?? {}).map(([type, one]) => ({ way: ["responses", status], type, one })),
      ),
    ];
    for (const { way, type, one } of media) {
      const examples = one.examples
        ? Object.values<{ value: unknown }>(one.examples as never)
        : [{ value: one.example }];
      if (one.example === undefined && !one.examples) continue;
      const fits = validatorOf("paths", path, method, ...way, "content", type, "schema");
      for (const { value } of examples) {
        fits(value);
        expect([type, value, fits.errors]).toEqual([type, value, null]);
      }
    }
  });
});
