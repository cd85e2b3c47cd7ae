import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { methods, specOf } from "@/lib/http/endpoint";
import { endpoints } from "./endpoints";
import { openApiSpec } from "./served";

const rooms = ["api", "v1"];
/** What answers everything unknown is in no list; the document's own route cannot stand in the list it is made from. */
const unlisted = ["/api/[...path]", "/v1/[[...path]]", openApiSpec.path];

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
    .filter((address) => !unlisted.includes(address))
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
