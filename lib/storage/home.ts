import { access, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { codeOf, StorageMissing, unavailable } from "./failure";

export interface DiskHome {
  /** Folder of half-written files, on the same file system as the stored ones. */
  temporary: string;
  /** Makes the storage folder on its very first use. @throws AppError `unavailable` when it has gone since */
  require(): Promise<void>;
}

const innerNote =
  "The pictures of an Atelier live in this folder. Keep this file: without it the folder counts as lost.\n";
const outerNote =
  "The folder of pictures beside this file is in use. When it is missing, nothing is written in its place.\n" +
  "Mount or restore it; or remove this file to begin with an empty one.\n";

/**
 * Knows whether `root` is the folder that was in use before. On first use it leaves a file inside the folder
 * (`.atelier`) and one beside it (`<root>.known`). Later the one beside without the one inside means that the disk
 * is not mounted or the folder was moved: then nothing is made in its place, since pictures written there would be
 * hidden as soon as the disk is back, and pictures missing there are not gone.
 */
export function diskHome(root: string): DiskHome {
  const temporary = path.join(root, ".tmp");
  const inner = path.join(root, ".atelier");
  const outer = `${root}.known`;

  async function makeOrRefuse(): Promise<void> {
    // Asked for the inner file once more: another process may have made both in between, the inner one first.
    if ((await isThere(outer)) && !(await isThere(inner))) {
      throw new StorageMissing(`${inner} is missing: is the disk mounted?`);
    }
    await mkdir(temporary, { recursive: true, mode: 0o700 });
    await writeNote(inner, innerNote);
    await writeNote(outer, outerNote);
  }

  return {
    temporary,
    async require() {
      try {
        if (!(await isThere(inner))) await makeOrRefuse();
        else if (!(await isThere(outer))) await writeNote(outer, outerNote);
        await mkdir(temporary, { mode: 0o700 }).catch(unlessThere);
      } catch (error) {
        throw unavailable(error);
      }
    },
  };
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return false;
    throw error;
  }
}

function writeNote(file: string, note: string): Promise<void> {
  return writeFile(file, note, { mode: 0o600, flag: "wx" }).catch(unlessThere);
}

/** Another process may have made it first. */
function unlessThere(error: unknown): void {
  if (codeOf(error) !== "EEXIST") throw error;
}
