import { z } from "zod";

/** How bad it is. Only what is `wrong` makes `npm run doctor` end with 1. */
export const levels = ["fine", "note", "warning", "wrong"] as const;
export type Level = (typeof levels)[number];

/** Everything the doctor can find. The words are under `doctor` in the messages: what is the matter and what to do. */
export const findingLevels = {
  databaseFine: "fine",
  databaseDown: "wrong",
  databaseOld: "wrong",
  databasePacket: "warning",
  databaseCharset: "wrong",
  databaseEngine: "wrong",
  schemaBehind: "wrong",
  schemaAhead: "wrong",
  clockOff: "warning",
  storageFine: "fine",
  storageMissing: "wrong",
  storageFailing: "wrong",
  diskFull: "wrong",
  diskLow: "warning",
  filesFine: "fine",
  filesMissing: "wrong",
  filesDamaged: "wrong",
  filesUntracked: "note",
  workFine: "fine",
  workStopped: "note",
  workerGone: "wrong",
  jobsStuck: "wrong",
  jobsLate: "warning",
  jobsFailed: "warning",
  backendFine: "fine",
  backendBroken: "wrong",
  modelEnding: "warning",
  modelEnded: "wrong",
  mailFine: "fine",
  mailOutbox: "note",
  mailBroken: "wrong",
  mailsFailed: "warning",
  mailsWaiting: "warning",
  secretFine: "fine",
  secretWeak: "wrong",
  secretReadable: "wrong",
  secretsSealed: "wrong",
  addressFine: "fine",
  addressUnusable: "wrong",
  addressPlain: "warning",
  addressLocal: "warning",
  addressProxy: "warning",
  limitsOff: "warning",
  backupFine: "fine",
  backupNone: "warning",
  backupOld: "warning",
  backupFaulty: "warning",
  backupSameDisk: "note",
  leaksFine: "fine",
  leaksNone: "note",
  leaksFound: "wrong",
  leaksUnfinished: "warning",
  unexamined: "wrong",
} as const satisfies Record<string, Level>;

export type FindingCode = keyof typeof findingLevels;

/** Findings that something is to be done about. */
export type TroubleCode = {
  [Code in FindingCode]: (typeof findingLevels)[Code] extends "fine" ? never : Code;
}[FindingCode];

export function isTrouble(code: FindingCode): code is TroubleCode {
  return findingLevels[code] !== "fine";
}

/** What the gaps in a finding's words are filled with. */
export type FindingValues = Record<string, string | number>;

/** One thing that was looked at. */
export interface FindingDto {
  code: FindingCode;
  level: Level;
  values: FindingValues;
}

export function finding(code: FindingCode, values: FindingValues = {}): FindingDto {
  return { code, level: findingLevels[code], values };
}

/** How closely to look. */
export interface Examination {
  /** Whether every file is read, not some of them taken by chance. */
  isThorough: boolean;
  signal: AbortSignal;
}

/** Pictures that nobody else may see, by why. */
export const leakKinds = ["private", "trashed", "hidden", "temporary"] as const;
export type LeakKind = (typeof leakKinds)[number];

/** Who asks for them: without a name, with a guest's cookie, and signed in as someone else. */
export const leakViewers = ["nobody", "guest", "user"] as const;
export type LeakViewer = (typeof leakViewers)[number];

/** `fine`: as if there were no such picture; `-`: there was nothing to ask. */
export const leakMarks = { fine: ".", leak: "!", unanswered: "?", unasked: "-" } as const;

const row = z.object({
  /** The question, such as `GET /media/{uuid}/320`. */
  what: z.string(),
  /** A mark per kind, in the order of `leakKinds`. */
  nobody: z.string(),
  guest: z.string(),
  user: z.string(),
});
export type LeakRow = z.infer<typeof row>;

export const leakReport = z.object({
  /** Of the server that was asked. */
  address: z.string(),
  /** How many pictures of each kind were asked for, those made for the check included. */
  pictures: z.record(z.enum(leakKinds), z.number()),
  rows: z.array(row),
  /** The first leaks: what leaked, to whom, and how it showed. */
  leaks: z.array(
    z.object({
      what: z.string(),
      viewer: z.enum(leakViewers),
      kind: z.enum(leakKinds),
      /** The picture, where it is one of the installation's own. */
      uuid: z.string().nullable(),
      /** `shown`: it was answered; `differs`: not as a missing one is; `named`: its name was in the answer. */
      why: z.enum(["shown", "differs", "named"]),
      status: z.number(),
    }),
  ),
});
export type LeakReport = z.infer<typeof leakReport>;

export interface LeakCheckDto {
  id: number;
  status: "queued" | "running" | "done" | "failed";
  asked: number;
  total: number;
  leaks: number;
  unanswered: number;
  created_at: string;
  finished_at: string | null;
}
