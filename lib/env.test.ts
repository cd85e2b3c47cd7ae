import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { withSettingsPart } from "../scripts/env-example";
import { envSchema, read } from "./env";
import { shownSettings, variableOf } from "./settings";

const example = readFileSync(path.resolve(".env.example"), "utf8");
const examples = [...example.matchAll(/^# ([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name, value]) => ({ name, value }));
const freshFolder = () => path.join(mkdtempSync(path.join(tmpdir(), "atelier-env-")), "data");

test(".env.example names every variable once and no other", () => {
  const known = new Set([...Object.keys(envSchema.shape), ...shownSettings.map(variableOf)]);
  expect(examples.map(({ name }) => name).sort()).toEqual([...known].sort());
});

test(".env.example tells every setting as it is: `npx tsx scripts/env-example.ts` writes it", () => {
  expect(example).toBe(withSettingsPart(example));
});

test(".env.example shows every default, and every example is accepted", () => {
  const given = Object.fromEntries(
    examples.filter(({ value }) => value !== "").map(({ name, value }) => [name, value]),
  );
  const shown = envSchema.parse(given);
  const defaults = envSchema.parse({});
  for (const [name, value] of Object.entries(defaults)) {
    if (name === "TRUSTED_PROXIES") continue;
    expect({ [name]: Reflect.get(shown, name) }).toEqual({ [name]: value });
  }
});

test("nothing needs to be set: the secret is made once, for its owner's eyes alone", () => {
  const DATA_DIR = freshFolder();
  const first = read({ DATA_DIR, PORT: "" });
  expect(first).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    PUBLIC_URL: "http://127.0.0.1:3000",
    dataDir: DATA_DIR,
  });
  expect(Buffer.from(first.ATELIER_SECRET, "base64url")).toHaveLength(32);
  expect(statSync(path.join(DATA_DIR, "secret")).mode & 0o777).toBe(0o600);
  expect(read({ DATA_DIR }).ATELIER_SECRET).toBe(first.ATELIER_SECRET);
});

test("a wrong variable is named", () => {
  const read2 = () => read({ DATA_DIR: freshFolder(), PORT: "many", PUBLIC_URL: "not an address" });
  expect(read2).toThrow(/PORT: [\s\S]*PUBLIC_URL: /);
});

test("the public address follows host and port, and loses trailing slashes", () => {
  const ATELIER_SECRET = "x".repeat(32);
  expect(read({ ATELIER_SECRET, HOST: "0.0.0.0", PORT: "8080" }).PUBLIC_URL).toBe("http://localhost:8080");
  expect(read({ ATELIER_SECRET, HOST: "::1" }).PUBLIC_URL).toBe("http://[::1]:3000");
  expect(read({ ATELIER_SECRET, PUBLIC_URL: "https://a.example/" }).PUBLIC_URL).toBe("https://a.example");
});
