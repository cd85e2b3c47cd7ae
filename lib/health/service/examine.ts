import { requireAdministrator } from "@/lib/admin/policy";
import { log } from "@/lib/log";
import type { Viewer } from "@/lib/viewer";
import { type Examination, type FindingCode, type FindingDto, finding, levels } from "../schema";
import { examineBackends, examineMail } from "./backends";
import { examineDatabase } from "./database";
import { examineFiles, examineStorage } from "./files";
import { examineAddress, examineBackups, examineLeaks, examineSecrets } from "./setup";
import { examineWork } from "./work";

type Part = (examination: Examination) => Promise<FindingDto[]>;

const parts: Record<string, Part> = {
  storage: examineStorage,
  files: examineFiles,
  work: examineWork,
  backends: examineBackends,
  mail: examineMail,
  secrets: examineSecrets,
  address: examineAddress,
  backups: examineBackups,
  leaks: examineLeaks,
};

/** Without the tables of this program, what is in them cannot be told. */
const isEnd = new Set<FindingCode>(["databaseDown", "schemaBehind", "unexamined"]);

/**
 * Looks what is wrong with this installation, and changes nothing. Answers as soon as something is known.
 *
 * @param viewer null for whoever sits at the machine
 * @throws AppError `not_found` to everyone but administrators
 */
export async function* examine(viewer: Viewer | null, examination: Examination): AsyncGenerator<FindingDto> {
  if (viewer) requireAdministrator(viewer);
  const database = await attempt("database", examineDatabase, examination);
  yield* database;
  if (database.some(({ code }) => isEnd.has(code))) return;
  // Backends and mail servers are waited for while the rest is looked at.
  const running = Object.entries(parts).map(([name, part]) => attempt(name, part, examination));
  for (const part of running) yield* await part;
}

/** The same at once, what is worst first. */
export async function examineAll(viewer: Viewer, examination: Examination): Promise<FindingDto[]> {
  const found: FindingDto[] = [];
  for await (const one of examine(viewer, examination)) found.push(one);
  return found.sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
}

/** A part that cannot be looked at is a finding, too. */
async function attempt(name: string, part: Part, examination: Examination): Promise<FindingDto[]> {
  try {
    return await part(examination);
  } catch (error) {
    examination.signal.throwIfAborted();
    log.error({ err: error, part: name }, "a part could not be examined");
    return [finding("unexamined", { part: name, detail: error instanceof Error ? error.message : String(error) })];
  }
}
