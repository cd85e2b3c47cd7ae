import { expect, it } from "vitest";
import { ownPath, withNext } from "./own-path";

it.each(["/", "/create", "/create?remix=1#x", "/settings/sessions", "/u/%C3%A9"])("leads on to %s", (path) => {
  expect(ownPath(path)).toBe(path);
});

it.each([
  "https://elsewhere.example/",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "/\t/elsewhere.example",
  "/\n\\elsewhere.example",
  "/.//elsewhere.example",
  "/a/..//elsewhere.example",
  "javascript:alert(1)",
  "create",
  "",
  `/${"a".repeat(1000)}`,
  undefined,
  ["/create"],
])("never to %j", (given) => {
  expect(ownPath(given)).toBe("/");
});

it("names the page to come back to", () => {
  expect(withNext("/sign-in", "/")).toBe("/sign-in");
  expect(withNext("/sign-in", "/create?a=b&c")).toBe("/sign-in?next=%2Fcreate%3Fa%3Db%26c");
});
