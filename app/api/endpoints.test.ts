import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { methods, specOf } from "@/lib/http/endpoint";
import { openApiDocument } from "@/lib/http/openapi";
import { endpoints } from "./endpoints";

const rooms = ["api", "v1"];
/** The document itself, and what answers everything unknown, are not in the document. */
const undocumented = ["/api/openapi.json", "/api/[...path]", "/v1/[[...path]]"];

/** Addresses by the files that answer them, as clients write them. */
function addressesOfFiles(): string[] {
  return rooms
    .flatMap((room) =>
      readdirSync(path.join(import.meta.dirname, "..", room), { recursive: true, encoding: "utf8" }).map(
        (file) => `${room}/${file}`,
      ),
    )
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => `/${path.dirname(file)}`)
    .filter((address) => !undocumented.includes(address))
    .map((address) => address.replace(/\[(\w+)\]/g, "{$1}"))
    .sort();
}

function addressesOfList(): string[] {
  const specs = endpoints.flatMap((handlers) => methods.flatMap((method) => specOf.get(handlers[method]) ?? []));
  return [...new Set(specs.map((spec) => spec.path))].sort();
}

test("every route stands in the list under its own address, and nothing else does", () => {
  expect(addressesOfList()).toEqual(addressesOfFiles());
});

test("the document is made of all of them, each with what it answers", () => {
  const document = JSON.parse(JSON.stringify(openApiDocument(endpoints, "https://pictures.example.org")));
  expect(Object.keys(document.paths).sort()).toEqual(addressesOfFiles());
  for (const [address, operations] of Object.entries<Record<string, { responses: object }>>(document.paths)) {
    for (const [method, { responses }] of Object.entries(operations)) {
      expect([address, method, Object.keys(responses).some((status) => /^[23]/.test(status))]).toEqual([
        address,
        method,
        true,
      ]);
    }
  }
});
