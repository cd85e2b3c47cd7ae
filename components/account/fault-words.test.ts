import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { z } from "zod";
import {
  apiTokenInput,
  deletionInput,
  emailChangeInput,
  profileInput,
  registerInput,
  resetInput,
  signInInput,
} from "@/lib/accounts/schema";
import { backendInput, styleInput } from "@/lib/backends/schema";
import messages from "@/lib/i18n/messages/en.json";
import { shownSettings, specOfSetting, valueOfText } from "@/lib/settings";
import { faultKey, rangeOf } from "./fault-words";

const long = "x".repeat(300);
const wrong: [string, z.ZodType, unknown][] = [
  ["nothing", registerInput, {}],
  ["empty fields", registerInput, { email: "", name: "", password: "" }],
  ["what is no address, a name that turns text", registerInput, { email: "ä@b", name: "a\u202eb", password: "short" }],
  ["what is too long", registerInput, { email: `${long}@example.org`, name: "x".repeat(500), password: long }],
  ["no credentials", signInInput, { password: "" }],
  ["no new password", resetInput, { user: 1, token: "x" }],
  ["no handle", profileInput, { name: "A", handle: "A B" }],
  ["a reserved handle", profileInput, { name: "A", handle: "admin" }],
  ["no password to delete", deletionInput, { password: "" }],
  ["no address to change to", emailChangeInput, { email: "x", password: "" }],
  ["a token that may do nothing", apiTokenInput, { name: "A", scopes: [] }],
];

it.each(wrong)("there are words for %s", (_name, input, given) => {
  const issues = input.safeParse(given).error?.issues ?? [];
  expect(issues.length).toBeGreaterThan(0);
  for (const { message } of issues) {
    const key = faultKey(message);
    expect(key, message).not.toBeNull();
    if (key) expect(messages.account.faults[key]).toBeTruthy();
  }
});

it("there are words for every setting that does not fit", () => {
  const misfits = ["", "-1", "999999999999", "no, not this", "\u0000", "x".repeat(100_001)];
  const said = shownSettings.flatMap((key) =>
    misfits.flatMap(
      (typed) => specOfSetting(key).shape.safeParse(valueOfText(key, typed)).error?.issues[0].message ?? [],
    ),
  );
  // What is chosen from a list is never typed.
  const typed = said.filter((sentence) => !sentence.startsWith("Invalid "));
  expect(new Set(typed).size).toBeGreaterThan(15);
  expect(typed.filter((sentence) => faultKey(sentence) === null && rangeOf(sentence) === null)).toEqual([]);
});

it("there are words for what a style's form is refused for, and for what is not removed", () => {
  const said = [
    styleInput.safeParse({ title: " ", modelId: 1 }),
    styleInput.safeParse({ title: "x", modelId: 1, strength: 2 }),
    backendInput.safeParse({ kind: "openai", name: "", config: {} }),
  ].flatMap(({ error }) => (error?.issues ?? []).map(({ message }) => message));
  const folder = "lib/backends/service";
  const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
  const conflicts = texts.flatMap((text) =>
    [...text.matchAll(/"conflict", \{\s+words: "([^"]+)"/g)].map((found) => found[1]),
  );
  expect(said).toHaveLength(3);
  expect(conflicts.length).toBeGreaterThan(3);
  // What is built in has no button to remove it.
  const asked = conflicts.filter((sentence) => !/built-in/.test(sentence));
  expect([...said, ...asked].filter((words) => faultKey(words) === null && rangeOf(words) === null)).toEqual([]);
});

it("there are words for every field that a service refuses", () => {
  const folder = "lib/accounts/service";
  const texts = [...readdirSync(folder).map((name) => `${folder}/${name}`), "lib/accounts/password.ts"].map((file) =>
    readFileSync(file, "utf8"),
  );
  const said = texts.flatMap((text) => [...text.matchAll(/fields: \{ [^:]+: \["([^"]+)"\]/g)].map((found) => found[1]));
  expect(said.length).toBeGreaterThan(4);
  expect(said.filter((sentence) => faultKey(sentence) === null)).toEqual([]);
});
