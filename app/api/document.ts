import { type ApiDocument, openApiDocument } from "@/lib/http/openapi";
import { endpoints } from "./endpoints";
import { served } from "./served";
import { topics } from "./topics";

let made: { server: string; document: ApiDocument } | undefined;

/** The API's OpenAPI document, for the address under which it is reached; made again only when that changes. */
export function apiDocument(server: string): ApiDocument {
  if (made?.server !== server) {
    made = { server, document: openApiDocument({ routes: endpoints, served, topics, server }) };
  }
  return made.document;
}
