import { dayMs, hourMs, minuteMs, secondMs } from "./clock";

/** Every limit of the product, with its unit in its name. Settings may narrow some of them. */
export const limits = {
  uploadMaxBytes: 10 * 1024 * 1024,
  uploadBodyMaxBytes: 11 * 1024 * 1024,
  bodyMaxBytes: 1024 * 1024,
  imageMaxPixels: 50_000_000,
  imageMaxSidePx: 16_000,
  decodeTimeoutSeconds: 30,
  decodesAtOnce: 2,
  promptMaxChars: 4000,
  negativePromptMaxChars: 4000,
  nameMaxChars: 200,
  titleMaxChars: 200,
  altMaxChars: 2000,
  searchMaxChars: 200,
  generateCountMax: 4,
  generateSideMinPx: 64,
  generateSideMaxPx: 2048,
  /** Longest side that built-in filters work at; larger sources are scaled down to it. */
  styledSideMaxPx: 2048,
  /** Styles of one's own. */
  ownStylesMax: 100,
  /** A file of styles, and how many may be in it. */
  styleFileMaxBytes: 900 * 1024,
  styleFileMax: 500,
  styleTitleMaxChars: 100,
  styleDescriptionMaxChars: 500,
  seedMax: 2 ** 32 - 1,
  pageSizeMax: 200,
  pageMax: 1000,
  bulkMax: 200,
  /** How many pictures one can select at once; they are acted on in parts of `bulkMax`. */
  selectMax: 1000,
  waitMaxMs: 60 * secondMs,
  /** How long a client of OpenAI's API is kept waiting for its pictures at most; they have their own limits before. */
  clientWaitMaxMs: 60 * minuteMs,
  /** Previews that one stream may ask for. */
  partialImagesMax: 3,
  pageSizeDefault: 50,
  generationsShown: 50,
  jobsWaitingPerGuest: 200,
  batchImagesMax: 100,
  batchStylesMax: 20,
  batchJobsMax: 200,
  leaseMs: 15 * secondMs,
  heartbeatMs: 4 * secondMs,
  jobAttemptsMax: 4,
  idempotencyMs: dayMs,
  eventsKeptMs: hourMs,
  temporaryMs: dayMs,
  pendingMs: hourMs,
  unreferencedFileMs: dayMs,
  inboxFileMaxBytes: 100 * 1024 * 1024,
  /** How often listings may ask for a look into the inbox. */
  inboxAskMs: 10 * secondMs,
  /** How long a file must have been left alone to count as written to its end. */
  inboxSettledMs: 5 * secondMs,
  /** After this long a file that was taken up and not finished is taken up anew. */
  inboxClaimMs: 10 * minuteMs,
  inboxBatch: 20,
  streamsPerViewer: 20,
  streamHeartbeatMs: 15 * secondMs,
  eventPollMs: 100,
  jobPollMs: 100,
  shutdownMs: 4 * secondMs,
  guestTokenMs: 400 * dayMs,
  mediaCacheSeconds: 31_536_000,
  auditPageSize: 50,
  /** How many people and actions one can choose among to filter the audit log. */
  auditChoices: 200,
  invitationsShown: 200,
  invitationUsesMax: 1000,
  generationMs: 10 * minuteMs,
  reportReasonMaxChars: 1000,
  hiddenReasonMaxChars: 500,
  hiddenAnswerMaxChars: 1000,
  /** How long an administrator sees a picture that was asked for with a reason. */
  lookMs: 10 * minuteMs,
  /** How long a removed backend or style can be brought back. */
  removedKeptMs: 30 * dayMs,
  notificationsKeptMs: 90 * dayMs,
  /** How many pieces of news one mail tells. */
  notificationsPerMail: 10,
  unreadCountMax: 99,
  administratorsTold: 20,
  /** Backups of the database that are made by themselves before it is changed. */
  migrationBackupsKept: 3,
  leakChecksKept: 20,
  migrationBackupMaxBytes: 4 * 1024 ** 3,
} as const;
