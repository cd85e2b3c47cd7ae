import { expect, test } from "vitest";
import { allSources, cyclesOf, floorOf, isTest, lib, type Source, strayImports } from "./scripts/architecture";

// The plan of the house, held: ARCHITECTURE.md tells why, this file tells where it is not so.

const sources = allSources();
const product = sources.filter((source) => /^(app|components|db|lib)\//.test(source.file) && !isTest(source.file));
const where = (found: Source[]) => found.map(({ file }) => file);
const using = (pattern: RegExp) => (source: Source) => source.packages.some((name) => pattern.test(name));

test("every file has a room", () => {
  expect(where(product.filter(({ file }) => floorOf(file) === null))).toEqual([]);
});

test("a file imports its own folder or a floor below, never above or beside", () => {
  expect(product.flatMap(strayImports)).toEqual([]);
});

test("there is no cycle, types included", () => {
  expect(cyclesOf(product)).toEqual([]);
});

test("a domain sees of another only its schema and its policy", () => {
  const stray = product.flatMap(({ file, imports }) =>
    imports
      .filter((target) => lib(file) !== lib(target) && [file, target].every((end) => floorOf(end)?.name === "domains"))
      .filter((target) => !/\/(schema|policy)\.ts$/.test(target))
      .map((target) => `${file} → ${target}`),
  );
  expect(stray).toEqual([]);
});

test("the files of a domain have the names that say what they do", () => {
  const known = /^lib\/[a-z-]+\/((schema|service|policy|run|actions)\.ts|(service|run|actions)\/[a-z-]+\.ts)$/;
  // Accounts alone have parts that are no verbs: the framework's sign-in wiring, passwords, names, links.
  const parts = /^lib\/accounts\/(nextauth|answer|password|common-passwords|handle|links|post)\.ts$/;
  const domains = product.filter(({ file }) => floorOf(file)?.name === "domains");
  expect(where(domains.filter(({ file }) => !known.test(file) && !parts.test(file)))).toEqual([]);
});

test("components see of lib only schemas, actions, filters, words and what a browser can load of the kernel", () => {
  const browserKernel = new Set([
    "lib/limits.ts",
    "lib/errors.ts",
    "lib/clock.ts",
    "lib/viewer.ts",
    "lib/settings.ts",
    "lib/media-address.ts",
    "lib/terms.ts",
  ]);
  const mayBeSeen = (target: string) =>
    target.startsWith("components/") ||
    /\/(schema|actions)\.ts$|^lib\/[a-z-]+\/actions\//.test(target) ||
    target.startsWith("lib/filters/") ||
    target.startsWith("lib/i18n/") ||
    browserKernel.has(target);
  const components = product.filter(({ file }) => file.startsWith("components/"));
  expect(
    components.flatMap(({ file, imports }) => imports.filter((to) => !mayBeSeen(to)).map((to) => `${file} → ${to}`)),
  ).toEqual([]);
});

test("schemas and policies load in a browser", () => {
  const shared = product.filter(({ file }) => /^lib\/[a-z-]+\/(schema|policy)\.ts$/.test(file));
  const stray = shared.filter(
    (source) =>
      using(/^(node:|mysql2|drizzle-orm|pino|next\/)/)(source) || source.loads.some((to) => to.startsWith("db/")),
  );
  expect(where(stray)).toEqual([]);
});

test("filters and painter are free of Node, so that a browser runs them too", () => {
  const pure = product.filter(({ file }) => /^lib\/(filters|scenes)\//.test(file));
  const free = /^(delaunator)$/;
  const stray = pure.flatMap(({ file, packages }) => packages.filter((p) => !free.test(p)).map((p) => `${file}: ${p}`));
  expect(stray).toEqual([]);
});

test("the database's language is spoken in db alone, pixels are decoded in lib/imaging alone", () => {
  const outside = (folder: string, pattern: RegExp) =>
    where(product.filter((source) => !source.file.startsWith(folder) && using(pattern)(source)));
  expect(outside("db/", /^(drizzle-orm|mysql2)(\/|$)/)).toEqual([]);
  expect(outside("lib/imaging/", /^sharp$/)).toEqual([]);
});

test("the framework stays in its rooms", () => {
  const rooms = /^(app|components|lib\/(http|accounts|server|i18n))\/|\/actions(\.ts$|\/)/;
  expect(where(product.filter((source) => using(/^next(-auth)?(\/|$)/)(source) && !rooms.test(source.file)))).toEqual(
    [],
  );
});

test("the environment is read in lib/env.ts alone", () => {
  const readers = product.filter(({ file, readsEnvironment }) => readsEnvironment && file !== "lib/env.ts");
  expect(where(readers)).toEqual([]);
});

test("an SDK is known to exactly one file", () => {
  const sdks = ["openai", "resend", "nodemailer", "@aws-sdk/client-s3", "ioredis", "@node-rs/argon2", "web-push"];
  const shared = [...sdks, "pino", "jose", "@asteasolutions/zod-to-openapi"]
    .map((sdk) => ({ sdk, files: where(product.filter(({ packages }) => packages.includes(sdk))) }))
    .filter(({ files }) => files.length > 1);
  expect(shared).toEqual([]);
});

test("names say something: no drawer for odds and ends", () => {
  const empty = /(^|\/)(utils?|helpers?|types|constants|common|misc|manager)(\/|\.[a-z]+$)/;
  expect(where(sources.filter(({ file }) => empty.test(file)))).toEqual([]);
  const kebab = /^[a-z0-9.()[\]_-]+$/;
  const pascal = /^[A-Z][A-Za-z0-9]*\.tsx$/;
  const oddly = product.filter(({ file }) => {
    const name = file.split("/").at(-1) ?? "";
    return !kebab.test(name) && !(file.startsWith("components/") && pascal.test(name));
  });
  expect(where(oddly)).toEqual([]);
});

test("no file only passes on what others export", () => {
  // Drizzle takes all tables from one module.
  expect(where(sources.filter((source) => source.isBarrel && source.file !== "db/schema/index.ts"))).toEqual([]);
});

test("a file is read in one sitting", () => {
  const long = sources.filter(({ file, text }) => !file.endsWith(".d.ts") && text.split("\n").length > 321);
  expect(where(long)).toEqual([]);
});

test("nothing is switched off, left out or put off", () => {
  const marks = [
    ["@ts-", "(ignore|expect-error|nocheck)"],
    ["biome-", "ignore"],
    ["\\bTO", "DO\\b"],
    ["\\bFIX", "ME\\b"],
    ["\\b(test|it|describe)", "\\.(only|skip|todo|fixme)\\b"],
  ].map((parts) => new RegExp(parts.join("")));
  expect(where(sources.filter(({ text }) => marks.some((mark) => mark.test(text))))).toEqual([]);
});
