/** As much of JSON Schema (2020-12) as our documents use. */
export interface JsonSchema {
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  example?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  $ref?: string;
}

/** What fields of these names hold, in examples; all of one small story, so that examples fit together. */
const byName: Record<string, unknown> = {
  email: "ada@example.org",
  password: "vellum, gouache and a pot",
  newPassword: "vellum, gouache and a pot",
  setupCode: "ABCD-EFGH",
  handleUrl: "https://pictures.example.org/verify",
  name: "Ada",
  handle: "ada",
  title: "Harbour at dusk",
  description: "Thick strokes, warm light",
  alt: "Three boats in a harbour",
  prompt: "three boats at sunset",
  negative_prompt: "people",
  negativePrompt: "people",
  prompt_template: "{{prompt}}, linocut, two colours",
  slug: "oil",
  style: "oil",
  model: "painter",
  backend: "builtin",
  plugin: "builtin",
  kind: "generated",
  q: "harbour",
  size: "1024x1024",
  resolution: "1024x1024",
  width: 1024,
  height: 1024,
  id: 25,
  image_id: 25,
  imageId: 25,
  user: "ada",
  style_id: 1,
  styleId: 1,
  base_style_id: 1,
  original_image_id: 24,
  seed: 7,
  n: 1,
  count: 1,
  strength: 0.8,
  strength_default: 1,
  progress: 100,
  limit: 20,
  page: 0,
  token: "kR3v0Yw5pQ9sJ2xN7bT4mC8d",
  accessToken: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
  refreshToken: "kR3v0Yw5pQ9sJ2xN7bT4mC8d",
  thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
  dominantColor: "#336699",
  path: "/media/7f0c2f6a-9a44-4c0e-8a53-1d1b1a0d5c10/full?v=1",
  preview_image: "/media/styles/oil?v=1",
  b64_json: "iVBORw0KGgoAAAANSUhEUg==",
  message: "Done",
  state: "kept",
  filter: "oil",
  partial_images: 2,
  status: "succeeded",
  locale: "en",
  comfyui_url: "https://pictures.example.org",
  url: "/images/7f0c2f6a-9a44-4c0e-8a53-1d1b1a0d5c10",
  guest_token: "g1.eyJpZCI6MTJ9.c2lnbmF0dXJl",
  next_cursor: "WzE3Njk4ODQyMDAsMjVd",
  device: "Firefox on Linux",
  place: "192.0.2.7",
  backendName: "Filters and painter",
  brush: 12,
  answer: "It is a still life.",
  active_tab: "queue",
  owned_by: "builtin",
  openapi: "3.1.0",
  counted_at: "2026-01-31T18:30:00.000Z",
  total: 128,
  last_24h: 3,
  last_7d: 21,
  likes: 4,
  price_micros: 0,
  to: "ada@example.org",
  subject: "Confirm your e-mail address",
  text: "Follow this link: …",
  html: "<p>Follow this link: …</p>",
};

/** What is usually nothing, where nothing is allowed. */
const usuallyNull = new Set(["error", "standsInFor", "expiresAt", "queuePosition", "batchUuid", "maker", "recent"]);

/** Fields that mean something of their own beside a field of this name. */
const besideName: Record<string, Record<string, unknown>> = {
  slug: { id: 1, title: "Oil" },
  thumbhash: { name: "harbour.jpg", maker: { name: "Ada", handle: "ada" } },
  owned_by: { id: "painter" },
  read: { payload: { title: "Harbour at dusk" } },
};

const byFormat: Record<string, string> = {
  uuid: "7f0c2f6a-9a44-4c0e-8a53-1d1b1a0d5c10",
  uri: "https://pictures.example.org/media/7f0c2f6a-9a44-4c0e-8a53-1d1b1a0d5c10/full?v=1",
  email: "ada@example.org",
  "date-time": "2026-01-31T18:30:00.000Z",
  date: "2026-01-31",
  binary: "(the file)",
};

/**
 * An example of what a schema describes.
 *
 * @param whole with the fields that may be left out, as answers have them; without, only those one would begin with
 */
export function exampleOf(schema: JsonSchema, whole: boolean, name = ""): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum.includes(byName[name]) ? byName[name] : schema.enum[0];
  if (usuallyNull.has(name) && allowsNull(schema)) return null;
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (first) return exampleOf(first, whole, name);
  const types = [schema.type ?? "string"].flat();
  const type = types.find((one) => one !== "null") ?? "null";
  if (type === "object") return exampleObject(schema, whole);
  if (type === "array") return schema.items ? [exampleOf(schema.items, whole, name.replace(/s$/, ""))] : [];
  if (type === "null") return null;
  if (schema.default !== undefined) return schema.default;
  if (schema.format && byFormat[schema.format] !== undefined) return byFormat[schema.format];
  const known = byName[name];
  if (type === "boolean") return whole ? name.startsWith("is_public") || name === "enabled" : true;
  if (type === "string") return typeof known === "string" && fits(known, schema) ? known : exampleText(schema);
  return typeof known === "number" && (type === "number" || Number.isInteger(known)) ? known : (schema.minimum ?? 1);
}

function exampleObject({ properties = {}, required = [], additionalProperties }: JsonSchema, whole: boolean): unknown {
  if (Object.keys(properties).length === 0 && typeof additionalProperties === "object") {
    return { brush: exampleOf(additionalProperties, whole) };
  }
  // A form of which everything may be left out shows its first field, rather than none.
  const names = Object.keys(properties).filter((name, index) => {
    return whole || required.includes(name) || (required.length === 0 && index === 0);
  });
  const own = Object.assign({}, ...Object.keys(properties).map((name) => besideName[name] ?? {}));
  return Object.fromEntries(
    names.map((name) => [name, whole && name in own ? own[name] : exampleOf(properties[name] ?? {}, whole, name)]),
  );
}

function allowsNull({ type = [], anyOf = [], oneOf = [] }: JsonSchema): boolean {
  return [type].flat().includes("null") || [...anyOf, ...oneOf].some(allowsNull);
}

function exampleText(schema: JsonSchema): string {
  return "text".padEnd(schema.minLength ?? 0, "t").slice(0, schema.maxLength);
}

function fits(text: string, { pattern, minLength = 0, maxLength = text.length }: JsonSchema): boolean {
  return text.length >= minLength && text.length <= maxLength && (!pattern || new RegExp(pattern, "u").test(text));
}
