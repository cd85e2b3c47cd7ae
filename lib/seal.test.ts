import { expect, test } from "vitest";
import { hashSecret, newSecret, seal, unseal } from "./seal";

test("what is sealed opens for its purpose and context alone, and never looks the same twice", () => {
  const sealed = seal("mail", "ada@example.test", "a secret — 秘密");
  expect(sealed).not.toBe(seal("mail", "ada@example.test", "a secret — 秘密"));
  expect(unseal("mail", "ada@example.test", sealed)).toBe("a secret — 秘密");
  expect(() => unseal("mail", "eve@example.test", sealed)).toThrow();
  expect(() => unseal("refresh", "ada@example.test", sealed)).toThrow();
});

test("a changed or cut text does not open", () => {
  const sealed = seal("job", "x", "text");
  const flipped = Buffer.from(sealed, "base64url");
  flipped[flipped.length - 1] ^= 1;
  expect(() => unseal("job", "x", flipped.toString("base64url"))).toThrow();
  expect(() => unseal("job", "x", sealed.slice(0, 10))).toThrow();
});

test("secrets are 43 characters, all different, and stored as 64 hex digits", () => {
  const secrets = Array.from({ length: 100 }, newSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
  expect(hashSecret("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
