import type { Handler } from "../handle";
import { accountAnswerHandler } from "./account-answer";
import { accountExportHandler } from "./account-export";
import { accountRemoveHandler } from "./account-remove";
import { backupMakeHandler } from "./backup-make";
import { blobRemoveHandler } from "./blob-remove";
import { generationRunHandler } from "./generation-run";
import { inboxScanHandler } from "./inbox-scan";
import { leaksCheckHandler } from "./leaks-check";
import { mailSendHandler } from "./mail-send";
import { modelsRefreshHandler } from "./models-refresh";
import { newsMailHandler } from "./news-mail";
import { sampleMakeHandler } from "./sample-make";
import { statsCountHandler } from "./stats-count";
import { styleDraftHandler } from "./style-draft";
import { stylePreviewHandler } from "./style-preview";
import { sweepRunHandler } from "./sweep-run";
import { termsIndexHandler } from "./terms-index";

const handlers: readonly Handler[] = [
  generationRunHandler,
  sampleMakeHandler,
  stylePreviewHandler,
  styleDraftHandler,
  termsIndexHandler,
  blobRemoveHandler,
  sweepRunHandler,
  statsCountHandler,
  inboxScanHandler,
  modelsRefreshHandler,
  mailSendHandler,
  newsMailHandler,
  accountAnswerHandler,
  accountExportHandler,
  accountRemoveHandler,
  leaksCheckHandler,
  backupMakeHandler,
];

const byName = new Map(handlers.map((handler) => [handler.name, handler]));
if (byName.size !== handlers.length) throw new Error("Two handlers have one name.");

/** What is done for jobs of this name. */
export function findHandler(name: string): Handler | undefined {
  return byName.get(name);
}
