import { randomUUID } from "node:crypto";
import { access, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";
import { drawText } from "./engine";
import { unpackWoff2 } from "./woff2";

/** The two faces of the pages, by the names their files give them; others of the system stand in for missing letters. */
export const faces = { display: "Bricolage Grotesque 96pt ExtraBold", text: "Instrument Sans" } as const;

const cuts = [
  "bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2",
  "bricolage-grotesque/files/bricolage-grotesque-latin-ext-wght-normal.woff2",
  "instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  "instrument-sans/files/instrument-sans-latin-ext-wght-normal.woff2",
];

let known: Promise<void> | undefined;

/** Makes the faces known to the text engine, once; it reads only files, and none that are packed for the web. */
export function loadFaces(): Promise<void> {
  known ??= load().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function load(): Promise<void> {
  const folder = path.join(env().dataDir, "cache", "faces");
  await mkdir(folder, { recursive: true });
  for (const cut of cuts) {
    const fontFile = path.join(folder, `${path.basename(cut, ".woff2")}.ttf`);
    await access(fontFile).catch(() => unpack(cut, fontFile));
    await drawText("a", { font: "10", fontFile });
  }
}

/** Gets its name only when it is whole: another process may be reading. */
async function unpack(cut: string, fontFile: string): Promise<void> {
  const packed = await readFile(path.resolve("node_modules/@fontsource-variable", cut));
  const half = `${fontFile}.${randomUUID()}`;
  await writeFile(half, unpackWoff2(packed));
  await rename(half, fontFile);
}
