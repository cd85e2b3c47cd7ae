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
