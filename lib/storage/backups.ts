import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** Grows when a backup is laid out in another way. */
export const backupFormat = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/** What stands in `manifest.json`: what the backup holds, and how to tell that it is whole. */
export const manifestSchema = z.object({
  product: z.literal("Atelier"),
  format: z.int(),
  /** Of the program that made it. */
  version: z.string(),
  madeAt: z.iso.datetime(),
  reason: z.enum(["asked", "migration"]),
  database: z.object({
    /** `database.sql.gz`, as it lies in the backup. */
    bytes: count,
    sha256,
    server: z.string(),
    migrations: count,
    /** Rows per table. */
    tables: z.record(z.string(), count),
  }),
  /** Null when it is a backup of the database alone. */
  files: z
    .object({
      count,
      bytes: count,
      /** Of `files.jsonl.gz`. */
      sha256,
      /** Files that rows name and that were not there. */
      missing: count,
      /** Files whose content was not what their name says. */
      damaged: count,
    })
    .nullable(),
  secret: z.object({
    /** Tells one secret from another. */
    fingerprint: z.string(),
    isIncluded: z.boolean(),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** One file of a backup, as a line of `files.jsonl.gz`. */
export const bookLine = z.object({ key: z.string().max(400), bytes: count, sha256 });
export type BookLine = z.infer<typeof bookLine>;

/** A whole backup. */
export interface Backup {
  folder: string;
  name: string;
  manifest: Manifest;
}

const manifestName = "manifest.json";
/** Names as `makeBackup` gives them; what is being made ends in `.part`. */
const namePattern = /^atelier-\d{8}-\d{6}[a-z0-9-]*$/;
/** So many are looked at, the newest. */
const shownMax = 100;

/** The backups in a folder, newest first; what is not whole is none. */
export async function listBackupsIn(folder: string): Promise<Backup[]> {
  const names = (await readdir(folder).catch(orNone))
    .filter((name) => namePattern.test(name))
    .sort()
    .reverse();
  const found: Backup[] = [];
  for (const name of names.slice(0, shownMax)) {
    const place = path.join(folder, name);
    const parsed = parse(await readFile(path.join(place, manifestName), "utf8").catch(() => ""));
    if (parsed.success) found.push({ folder: place, name, manifest: parsed.data });
  }
  return found;
}

/** The backup in a folder. @throws AppError `not_found`, or `invalid` for one that is damaged or from a newer program */
export async function openBackup(folder: string): Promise<Backup> {
  const text = await readFile(path.join(folder, manifestName), "utf8").catch(() => null);
  if (text === null) {
    const inside = await listBackupsIn(folder);
    const names = inside.map(({ name }) => `\n  ${path.join(folder, name)}`).join("");
    const words =
      inside.length > 0
        ? `${folder} holds backups; name one of them:${names}`
        : `There is no backup in ${folder}: it has no ${manifestName}.`;
    throw new AppError("not_found", { words });
  }
  const parsed = parse(text);
  if (!parsed.success) throw new AppError("invalid", { words: `${path.join(folder, manifestName)} cannot be read.` });
  if (parsed.data.format > backupFormat) {
    throw new AppError("invalid", {
      words: `This backup was made by Atelier ${parsed.data.version}, which is newer than this program. Update it first.`,
    });
  }
  return { folder, name: path.basename(path.resolve(folder)), manifest: parsed.data };
}

function parse(text: string) {
  try {
    return manifestSchema.safeParse(JSON.parse(text));
  } catch {
    return manifestSchema.safeParse(null);
  }
}

function orNone(error: unknown): string[] {
  if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EACCES")) return [];
  throw error;
}
