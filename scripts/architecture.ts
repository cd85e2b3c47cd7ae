import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** One file of the project, with what it imports. */
export interface Source {
  /** Path from the project's folder, with `/`. */
  file: string;
  text: string;
  /** Files of ours that it imports, types included. */
  imports: string[];
  /** Those of them that are loaded when it runs. */
  loads: string[];
  packages: string[];
  /** Whether it says `process.env`. */
  readsEnvironment: boolean;
  /** Whether it holds nothing but re-exports. */
  isBarrel: boolean;
}

/** A storey of the house; a file may import from every lower one. */
export interface Floor {
  name: string;
  level: number;
}

const rooms = ["app", "bench", "components", "db", "e2e", "lib", "scripts"];

/** Folders of lib by floor, lowest first; a folder that stands nowhere here is a domain. */
const libFloors: Record<string, string[]> = {
  filters: ["filters"],
  pixels: ["imaging", "scenes"],
  threads: ["threads"],
  stores: ["storage", "mail", "queue", "hints", "limiter", "secrets"],
  providers: ["providers"],
  auth: ["auth", "i18n"],
  http: ["http"],
  domains: [],
  worker: ["worker"],
  server: ["server"],
};

const floors = ["kernel", "db", ...Object.keys(libFloors), "components", "app"];

/** The floor of a file of the product; null when it has no room. */
export function floorOf(file: string): Floor | null {
  const [room, folder, ...rest] = file.split("/");
  if (room === "lib") return rest.length === 0 ? floor("kernel") : floor(libFloor(folder));
  return floors.includes(room) ? floor(room) : null;
}

function floor(name: string): Floor {
  return { name, level: floors.indexOf(name) };
}

function libFloor(folder: string): string {
  return Object.keys(libFloors).find((name) => libFloors[name].includes(folder)) ?? "domains";
}

/** The folder that counts as a file's own: a folder of lib, or the whole room. */
export function lib(file: string): string {
  const parts = file.split("/");
  return parts[0] === "lib" && parts.length > 2 ? `lib/${parts[1]}` : parts[0];
}

/** The imports of a file that lead to a floor above, or to another folder of its own floor (domains aside). */
export function strayImports({ file, imports }: Source): string[] {
  const own = floorOf(file);
  return imports
    .filter((target) => {
      const other = floorOf(target);
      if (!own || !other || lib(target) === lib(file)) return false;
      return other.level > own.level || (other.level === own.level && own.name !== "domains");
    })
    .map((target) => `${file} → ${target}`);
}

export function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || /(^|\/)testing(\.ts|\/)/.test(file);
}

/** Every TypeScript and script file of the project's rooms and of its own folder. */
export function allSources(): Source[] {
  const atRoot = readdirSync(".").filter((name) => statSync(name).isFile());
  const inRooms = rooms
    .filter((room) => existsSync(room))
    .flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => path.posix.join(room, name)),
    );
  return [...atRoot, ...inRooms]
    .map((file) => file.replaceAll(path.sep, "/"))
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && file !== "next-env.d.ts")
    .map(readSource);
}

function readSource(file: string): Source {
  const text = readFileSync(file, "utf8");
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const targets = importsOf(tree).map(({ name, isType }) => ({ name, isType, base: placeOf(name, file) }));
  const ours = targets.flatMap(({ base, isType }) => ({ isType, target: base === null ? null : resolveFile(base) }));
  const files = (wanted: typeof ours) => wanted.flatMap(({ target }) => target ?? []);
  return {
    file,
    text,
    imports: files(ours),
    loads: files(ours.filter(({ isType }) => !isType)),
    packages: targets.filter(({ base }) => base === null).map(({ name }) => name),
    readsEnvironment: text.includes("process") && readsEnvironment(tree),
    isBarrel:
      tree.statements.length > 0 && tree.statements.every((s) => ts.isExportDeclaration(s) && s.moduleSpecifier),
  };
}

interface Import {
  name: string;
  isType: boolean;
}

function importsOf(tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (from: ts.Node | undefined, isType: boolean) => {
    if (from && ts.isStringLiteral(from)) found.push({ name: from.text, isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function readsEnvironment(node: ts.Node): boolean {
  const reads =
    ts.isPropertyAccessExpression(node) && node.name.text === "env" && node.expression.getText() === "process";
  return reads || (ts.forEachChild(node, readsEnvironment) ?? false);
}

/** Where an import of ours points, without its ending; null for a package. */
function placeOf(name: string, file: string): string | null {
  if (name.startsWith("@/")) return name.slice(2);
  return name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : null;
}

function resolveFile(base: string): string | null {
  const candidates = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"].map((end) => base + end);
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? null;
}

/** Every import cycle, each once, as `a → b → a`. */
export function cyclesOf(sources: Source[]): string[] {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];
  const found: string[] = [];
  const visit = (file: string): void => {
    state.set(file, "open");
    trail.push(file);
    for (const next of byFile.get(file)?.imports ?? []) {
      if (state.get(next) === "open") found.push([...trail.slice(trail.indexOf(next)), next].join(" → "));
      else if (!state.has(next) && byFile.has(next)) visit(next);
    }
    trail.pop();
    state.set(file, "done");
  };
  for (const { file } of sources) if (!state.has(file)) visit(file);
  return found;
}
