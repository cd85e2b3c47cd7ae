import { z } from "zod";
import type { DocumentedSpec, Method } from "@/lib/http/endpoint";
import { mediaVariants } from "@/lib/images/schema";

/** The document itself. */
export const openApiSpec = {
  path: "/api/openapi.json",
  summary: "This document",
  access: "all",
  answers: { 200: z.looseObject({ openapi: z.string() }) },
} as const satisfies DocumentedSpec;

const events = {
  path: "/api/events",
  summary: "What happens to your pictures, as it happens",
  description: `Server-sent events. \`event\` is \`snapshot\` (how things stand), \`generation\`, \`notification\`, and with
\`topics\` also \`gallery\` and, for administrators, \`queue\`; \`data\` is JSON, for a generation with at least
\`generation_id\`, \`prompt_id\`, \`status\` and \`progress\` (0–100). A comment comes every 15 s. Events are hints: what is
true is what the other routes answer.`,
  access: "all",
  rate: null,
  query: z.object({
    topics: z.string().optional().describe("`gallery`, `queue`, or both with a comma."),
    lastEventId: z.string().optional().describe("As the header `Last-Event-ID`."),
  }),
  answers: { 200: z.string() },
  produces: "text/event-stream",
  fails: ["rate_limited"],
  reads: { "Last-Event-ID": "The number to go on from." },
} as const satisfies DocumentedSpec;

const media = {
  path: "/media/{uuid}/{variant}",
  summary: "The bytes of a picture, to whoever may see it",
  description: `Made for browsers and caches: ETag, conditional requests and ranges are honoured. With the current version as \`v\`
an answer never changes. A personal API token that may \`generate\` will do as well as one that may \`read\`.`,
  access: "all",
  rate: null,
  params: z.object({
    uuid: z.uuid(),
    variant: z.enum(mediaVariants).describe("`full`, or the longest side in pixels."),
  }),
  query: z.object({
    v: z.int().optional().describe("The picture's version."),
    download: z.enum(["png", "jpeg", "webp"]).optional().describe("As a file to keep, in this format."),
  }),
  answers: { 200: z.string(), 206: z.string() },
  produces: ["image/jpeg", "image/png", "image/webp"],
  bodiless: { 304: "What one has still holds.", 416: "The file has no such part." },
  reads: { Range: "A part of the file, in bytes.", "If-None-Match": "The ETag that one has." },
  tells: { ETag: "Changes with the bytes." },
} as const satisfies DocumentedSpec;

/** What the server answers without the framework; the document tells of it all the same. */
export const served: { method: Method; spec: DocumentedSpec }[] = [
  { method: "GET", spec: openApiSpec },
  { method: "GET", spec: events },
  { method: "GET", spec: media },
];
