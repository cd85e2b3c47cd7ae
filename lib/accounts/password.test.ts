import { hash } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { isCommonPassword } from "./common-passwords";
import { handleFrom } from "./handle";
import { fitsPassword, hashPassword, isWeakHash } from "./password";

test("a hash fits its password alone, and no hash fits anything", async () => {
  const made = await hashPassword("correct horse");
  expect(await fitsPassword(made, "correct horse")).toBe(true);
  expect(await fitsPassword(made, "Correct horse")).toBe(false);
  expect(await fitsPassword(null, "correct horse")).toBe(false);
  expect(await fitsPassword(null, "none")).toBe(false);
  expect(await fitsPassword(made, "")).toBe(false);
});

test("many at once are all answered", async () => {
  const made = await hashPassword("correct horse");
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, n) => fitsPassword(made, n % 2 ? "wrong" : "correct horse")),
  );
  expect(all).toEqual(Array.from({ length: 40 }, (_, n) => n % 2 === 0));
});

test("hashes of less strength are told from today's", async () => {
  expect(isWeakHash(await hashPassword("x"))).toBe(false);
  expect(isWeakHash(await hash("x", { memoryCost: 8192, timeCost: 2, parallelism: 1 }))).toBe(true);
  expect(isWeakHash(await hash("x", { algorithm: 1, memoryCost: 19_456, timeCost: 2, parallelism: 1 }))).toBe(true);
  expect(isWeakHash("$2b$10$abcdefghijklmnopqrstuv")).toBe(true);
});

describe("common passwords", () => {
  test.each(["password", "PASSWORD1", "12345678", "qwertyuiop", "iloveyou"])("%s is one", (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });
  test.each(["", "constructor", "toString", "correct horse", "password horse"])("%s is none", (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });
});

test.each([
  ["Ada Lovelace", "ada-lovelace"],
  ["  Jürgen Groß ", "jurgen-gross"],
  ["絵師", "user"],
  ["../../etc/passwd", "etc-passwd"],
  ["a", "user"],
  ["x".repeat(80), "x".repeat(30)],
])("the handle of %s is %s", (name, handle) => {
  expect(handleFrom(name)).toBe(handle);
});
