import { type BackendRow, listBackends } from "@/db/queries/backends";
import { listEndingModels, measureMails } from "@/db/queries/health";
import { clock, dayMs, fromNow, hourMs, minuteMs, secondMs } from "@/lib/clock";
import { mailTransport } from "@/lib/mail";
import { MailError } from "@/lib/mail/define";
import { findNetwork, openBackend } from "@/lib/providers/configured";
import { ProviderError } from "@/lib/providers/define";
import { type Examination, type FindingDto, finding } from "../schema";

/** How long someone elsewhere may take to answer; thoroughly, and while a page is waited for. */
const patienceMs = (isThorough: boolean) => (isThorough ? 20 : 5) * secondMs;
/** Models that end sooner are told of. */
const endingMs = 30 * dayMs;
const backendsMax = 50;

/** Whether every backend that is switched on can make pictures, and its models stay. */
export async function examineBackends({ isThorough, signal }: Examination): Promise<FindingDto[]> {
  const enabled = (await listBackends()).filter((row) => row.enabled).slice(0, backendsMax);
  const until = AbortSignal.any([signal, AbortSignal.timeout(patienceMs(isThorough))]);
  const checks = await Promise.all(enabled.map((row) => check(row, until)));
  const now = clock.now();
  const ending = (await listEndingModels(fromNow(endingMs))).map(({ model, backend, endsAt }) => {
    const date = (endsAt ?? now).toISOString().slice(0, 10);
    return finding(endsAt && endsAt < now ? "modelEnded" : "modelEnding", { model, backend, date });
  });
  return [...checks, ...ending];
}

async function check(row: BackendRow, signal: AbortSignal): Promise<FindingDto> {
  const { name } = row;
  try {
    const { provider, config } = openBackend(row);
    const health = await orLate(provider.check(config, { signal, network: await findNetwork() }), signal);
    return health.ok ? finding("backendFine", { name }) : finding("backendBroken", { name, detail: health.words });
  } catch (error) {
    if (error instanceof ProviderError) return finding("backendBroken", { name, detail: error.options.adminDetail });
    if (!signal.aborted) throw error;
    return finding("backendBroken", { name, detail: "It did not answer in time." });
  }
}

/** Whether mails leave. */
export async function examineMail({ isThorough, signal }: Examination): Promise<FindingDto[]> {
  const transport = await mailTransport();
  const until = AbortSignal.any([signal, AbortSignal.timeout(patienceMs(isThorough))]);
  const found: FindingDto[] = [];
  if (transport.kind === "outbox") found.push(finding("mailOutbox"));
  try {
    await orLate(transport.verify(), until);
  } catch (error) {
    if (!(error instanceof MailError) && !until.aborted) throw error;
    const detail = error instanceof MailError ? error.message : "It did not answer in time.";
    found.push(finding("mailBroken", { detail }));
  }
  const { failed, oldestQueued } = await measureMails(fromNow(-7 * dayMs));
  if (failed > 0) found.push(finding("mailsFailed", { count: failed }));
  const waitingMs = oldestQueued ? clock.now().getTime() - oldestQueued.getTime() : 0;
  if (waitingMs > hourMs) found.push(finding("mailsWaiting", { minutes: Math.round(waitingMs / minuteMs) }));
  return found.length > 0 ? found : [finding("mailFine", { kind: transport.kind })];
}

/** What comes of the work, or the signal's reason when that is first. */
async function orLate<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, late]);
}
