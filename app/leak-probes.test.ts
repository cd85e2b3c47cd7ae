import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { endpoints } from "@/app/api/endpoints";
import { acts, apart, lists, places } from "@/lib/health/run/probes";
import { methods, specOf } from "@/lib/http/endpoint";

const probed = new Set([...places, ...lists, ...acts].map(({ method, route }) => `${method} ${route}`));
const isApart = (address: string) => apart.some((pattern) => pattern.test(address));

test("every route of the API is asked by the leak check, or stands among those that show no picture", () => {
  const specs = endpoints.flatMap((routes) =>
    methods.flatMap((method) => {
      const spec = specOf.get(routes[method]);
      return spec && method !== "HEAD" ? [{ method, path: spec.path }] : [];
    }),
  );
  const missed = specs
    .filter(({ method, path: address }) => !isApart(address) && !isApart(`${address} ${method}`))
    .filter(({ method, path: address }) => !probed.has(`${method} ${address}`));
  expect(missed.map(({ method, path: address }) => `${method} ${address}`)).toEqual([]);
});

test("every page is asked by the leak check, or stands among those that show no picture", () => {
  const addresses = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|[\\/])(page\.tsx|route\.ts)$/.test(file))
    .map((file) => `/${path.posix.dirname(file.replaceAll(path.sep, "/"))}`)
    .map((address) => address.replace(/\/\([^)]+\)/g, "").replace(/\[+\.*(\w+)\]+/g, "{$1}") || "/")
    .filter((address) => !address.startsWith("/api/"));
  const missed = addresses.filter((address) => !isApart(address) && !probed.has(`GET ${address}`));
  expect(missed).toEqual([]);
});
