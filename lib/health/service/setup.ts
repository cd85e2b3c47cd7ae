import { stat } from "node:fs/promises";
import path from "node:path";
import { listBackends } from "@/db/queries/backends";
import { findLastLeakCheck } from "@/db/queries/leak-checks";
import { findPublicUrl, listSealedSettings } from "@/db/queries/settings";
import { clock, dayMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { openSecrets } from "@/lib/providers/configured";
import { ProviderError } from "@/lib/providers/define";
import { listBackupsIn } from "@/lib/storage/backups";
import { type FindingDto, finding } from "../schema";

const backupMaxAgeMs = 8 * dayMs;

/** Whether the secret is one, is its owner's alone, and opens what was sealed. */
export async function examineSecrets(): Promise<FindingDto[]> {
  const { ATELIER_SECRET, isSecretGiven, dataDir } = env();
  const found: FindingDto[] = [];
  if (isWeak(ATELIER_SECRET)) found.push(finding("secretWeak"));
  const file = path.join(dataDir, "secret");
  const mode = isSecretGiven ? 0 : (await stat(file)).mode;
  if ((mode & 0o077) !== 0) found.push(finding("secretReadable", { file }));
  const backends = (await listBackends()).filter((row) => !opens(row)).map(({ name }) => name);
  const sealed = [...backends, ...(await listSealedSettings())];
  if (sealed.length > 0) found.push(finding("secretsSealed", { names: sealed.join(", ") }));
  return found.length > 0 ? found : [finding("secretFine")];
}

/**
 * Whether text that should be chance was typed by someone. 32 random characters of base64 or hex have at least 10
 * different ones with a probability above 0.9999; words and repetitions are found by their looks.
 */
function isWeak(secret: string): boolean {
  if (new Set(secret).size < 8) return true;
  if (/^(.{1,16})\1+$/.test(secret)) return true;
  return /secret|password|passwort|changeme|change-me|atelier|example|12345678|abcdefgh|qwerty/i.test(secret);
}

function opens(row: { id: number; secrets: string | null }): boolean {
  try {
    openSecrets(row);
    return true;
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}

const privateHost =
  /^(localhost|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|\[(::1|f[cd][\da-f:]+|fe80:[\da-f:]+)\]|[^.]+|.+\.(local|lan|internal|home\.arpa))$/i;

/** Whether people can reach the address that mails and links name, and what is needed around it. */
export async function examineAddress(): Promise<FindingDto[]> {
  const { HOST, TRUSTED_PROXIES, RATE_LIMIT_FACTOR } = env();
  const address = await findPublicUrl();
  const { protocol, hostname, pathname, search, username } = new URL(address);
  const found: FindingDto[] = [];
  const isWeb = protocol === "http:" || protocol === "https:";
  if (!isWeb || pathname !== "/" || search !== "" || username !== "")
    found.push(finding("addressUnusable", { address }));
  const isOwnMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  const listensToAll = HOST === "0.0.0.0" || HOST === "::";
  if (protocol === "http:" && !privateHost.test(hostname)) found.push(finding("addressPlain", { address }));
  if (isOwnMachine && listensToAll) found.push(finding("addressLocal", { address }));
  // Our own server speaks http: where people come by https, something stands in front.
  if (protocol === "https:" && TRUSTED_PROXIES.trim() === "") found.push(finding("addressProxy", { address }));
  if (RATE_LIMIT_FACTOR === 0) found.push(finding("limitsOff"));
  return found.length > 0 ? found : [finding("addressFine", { address })];
}

/** Whether there is a backup, a young one, and not only on the disk that it should outlive. */
export async function examineBackups(): Promise<FindingDto[]> {
  const { backupDir, dataDir } = env();
  const newest = (await listBackupsIn(backupDir)).find(({ manifest }) => manifest.files !== null)?.manifest;
  if (!newest?.files) return [finding("backupNone", { folder: backupDir })];
  const date = newest.madeAt.slice(0, 10);
  const days = Math.floor((clock.now().getTime() - Date.parse(newest.madeAt)) / dayMs);
  const found: FindingDto[] = [];
  if (days * dayMs > backupMaxAgeMs) found.push(finding("backupOld", { date, days }));
  const faults = newest.files.missing + newest.files.damaged;
  if (faults > 0) found.push(finding("backupFaulty", { date, count: faults }));
  if (found.length === 0) found.push(finding("backupFine", { date }));
  const [here, there] = await Promise.all([stat(dataDir), stat(backupDir)]);
  if (here.dev === there.dev) found.push(finding("backupSameDisk", { folder: backupDir }));
  return found;
}

/** What the last leak check found. */
export async function examineLeaks(): Promise<FindingDto[]> {
  const last = await findLastLeakCheck();
  if (!last?.finishedAt) return [finding("leaksNone")];
  const date = last.finishedAt.toISOString().slice(0, 10);
  if (last.leaks > 0) return [finding("leaksFound", { date, count: last.leaks })];
  if (last.status === "failed" || last.unanswered > 0) return [finding("leaksUnfinished", { date })];
  return [finding("leaksFine", { date })];
}
