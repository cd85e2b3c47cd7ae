import type { ShownField } from "@/components/docs/operation";
import type { JsonSchema } from "@/lib/http/openapi-example";

/** The fields of a body: its own, or those of all its shapes when it has several. */
export function fieldsOf({ properties, required = [], anyOf = [] }: JsonSchema): ShownField[] {
  if (!properties) return anyOf.flatMap(fieldsOf).map((field) => ({ ...field, isRequired: anyOf.length === 1 }));
  return Object.entries(properties).map(([name, schema]) => fieldOf(name, schema, required.includes(name)));
}

export function fieldOf(name: string, schema: JsonSchema, isRequired: boolean): ShownField {
  const choices = (schema.enum ?? schema.items?.enum ?? []).map((value) => JSON.stringify(value));
  return {
    name,
    type: typeOf(schema),
    choices,
    isRequired,
    limits: limitsOf(schema),
    about: schema.description ?? "",
  };
}

const formats = ["uuid", "uri", "email", "date", "date-time"];

/** A schema in a few words. */
function typeOf(schema: JsonSchema): string {
  const { type = "string", format = "", items, anyOf, oneOf, additionalProperties } = schema;
  if (format === "binary") return "file";
  const others = anyOf ?? oneOf;
  if (others) return [...new Set(others.map(typeOf))].join(" or ");
  if (items) return `list of ${typeOf(items)}`;
  if (typeof additionalProperties === "object") return `object of ${typeOf(additionalProperties)}`;
  const name = formats.includes(format) ? format : null;
  return [type]
    .flat()
    .map((one) => (one === "string" && name ? name : one))
    .join(" or ");
}

/** Bounds, and what stands in for it. */
function limitsOf(schema: JsonSchema): string {
  const { minimum, maximum, exclusiveMinimum, minLength, maxLength, minItems, maxItems } = schema;
  // An id is above nothing, which goes without saying.
  const least = exclusiveMinimum === undefined ? minimum : exclusiveMinimum === 0 ? undefined : exclusiveMinimum;
  return [
    range(least, maximum, ""),
    range(minLength, maxLength, " characters"),
    range(minItems, maxItems, " items"),
    schema.default === undefined ? [] : `default \`${JSON.stringify(schema.default)}\``,
  ]
    .flat()
    .join("; ");
}

function range(low: number | undefined, high: number | undefined, unit: string): string[] {
  const told = (value: number) => value.toLocaleString("en");
  if (low !== undefined && high !== undefined) {
    return [low === high ? `exactly ${told(low)}${unit}` : `${told(low)}–${told(high)}${unit}`];
  }
  if (high !== undefined) return [`at most ${told(high)}${unit}`];
  return low === undefined || low === 0 ? [] : [`at least ${told(low)}${unit}`];
}
