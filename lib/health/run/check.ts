import { hostname } from "node:os";
import { database, inTransaction } from "@/db/client";
import { insertEvent } from "@/db/queries/events";
import { type ClaimedJob, finishJob } from "@/db/queries/jobs";
import { deleteOldLeakChecks, findLeakCheck, updateLeakCheck } from "@/db/queries/leak-checks";
import { listLeakNeighbours } from "@/db/queries/leak-samples";
import { listProcesses } from "@/db/queries/processes";
import { findPublicUrl } from "@/db/queries/settings";
import { signPass } from "@/lib/auth/check-pass";
import { clock, minuteMs, secondMs } from "@/lib/clock";
import { AppError, toAppError } from "@/lib/errors";
import { newUuid } from "@/lib/ids";
import { limits } from "@/lib/limits";
import { type LeakViewer, leakKinds, leakViewers } from "../schema";
import { type Answered, ask, listen } from "./ask";
import { acts, lists, type Probe, places } from "./probes";
import { makeScene, removeScene, type Sample, type Scene } from "./scene";
import { compare, type LeakName, Verdict } from "./verdict";

/** Questions at the same time: the people who are there come first. */
const atOnce = 4;
const noteEvery = 40;
const streamMs = 1.5 * secondMs;
const neighbours = 2;
/** Ids only ever grow: no row will have this one. */
const none = { id: Number.MAX_SAFE_INTEGER, generation: "00000000-0000-4000-8000-000000000000" };

interface Asking {
  origin: string;
  site: string;
  pass: string;
  scene: Scene;
  style: number;
  verdict: Verdict;
  /** Called with each answer, for the bar. */
  tick(): Promise<void>;
  signal: AbortSignal;
}

/**
 * Asks the running instance, over HTTP and as three strangers, for pictures that are not theirs by every way there is,
 * and keeps what came of it. Pictures and people made for it are gone afterwards, also those of a try that died.
 */
export async function runLeakCheck(job: ClaimedJob, checkId: number, signal: AbortSignal): Promise<void> {
  const row = await findLeakCheck(checkId);
  if (!row || row.status === "done" || row.status === "failed") return finishJob(database(), job, "done");
  if (row.traces) await removeScene(checkId, row.traces);
  await updateLeakCheck(database(), checkId, { status: "running", asked: 0 });
  const origin = await findServer();
  try {
    const scene = await makeScene(checkId);
    const verdict = await askAll(checkId, origin, scene, signal);
    const report = verdict.report(origin, scene.samples);
    await inTransaction(async (tx) => {
      const { leakCount: leaks, unanswered } = verdict;
      await updateLeakCheck(tx, checkId, { status: "done", leaks, unanswered, report, finishedAt: clock.now() });
      await deleteOldLeakChecks(tx, limits.leakChecksKept);
      await finishJob(tx, job, "done");
    });
  } finally {
    const traces = (await findLeakCheck(checkId))?.traces;
    if (traces) await removeScene(checkId, traces);
  }
}

/** Notes that a check did not come to its end. */
export async function giveUpLeakCheck(job: ClaimedJob, checkId: number, error: unknown): Promise<void> {
  const traces = (await findLeakCheck(checkId))?.traces;
  if (traces) await removeScene(checkId, traces);
  const lastError = toAppError(error).words.slice(0, 500);
  await inTransaction(async (tx) => {
    await updateLeakCheck(tx, checkId, { status: "failed", lastError, finishedAt: clock.now() });
    await finishJob(tx, job, "failed");
  });
}

/** The server of this machine; another machine's is reached by its public address. @throws AppError `unavailable` */
async function findServer(): Promise<string> {
  const servers = await listProcesses("server", minuteMs);
  const near = servers.find(({ host, address }) => host === hostname() && address !== null);
  if (near?.address) return near.address;
  if (servers.length > 0) return findPublicUrl();
  throw new AppError("unavailable", { words: "No server runs that could be asked." });
}

async function askAll(checkId: number, origin: string, scene: Scene, signal: AbortSignal): Promise<Verdict> {
  const verdict = new Verdict();
  const pass = signPass(`${checkId}-${newUuid().slice(0, 8)}`);
  const site = await findPublicUrl();
  const baits = scene.samples.filter(({ isBait }) => isBait);
  const near = await listLeakNeighbours(neighbours);
  const wide = await widen(lists, origin, pass, near);
  const rounds = leakViewers.length;
  const total = rounds * (places.length * (scene.samples.length + 1) + wide.length + acts.length * (baits.length + 1));
  let asked = 0;
  const tick = async () => {
    asked += 1;
    if (asked % noteEvery === 0) await updateLeakCheck(database(), checkId, { asked: Math.min(asked, total), total });
  };
  await updateLeakCheck(database(), checkId, { total });
  const style = await findStyle(origin, pass);
  const asking: Asking = { origin, site, pass, scene, style, verdict, tick, signal };
  // Reading first: what acts may change is no longer what was to be read.
  for (const viewer of leakViewers) {
    await inParts(places, (probe) => askPlace(asking, probe, viewer, scene.samples));
    await inParts(wide, (probe) => askList(asking, probe, viewer));
  }
  // One way after another, since what one does must not hide what the next would; but for all pictures at once.
  for (const viewer of leakViewers) for (const probe of acts) await askPlace(asking, probe, viewer, baits, atOnce);
  return verdict;
}

/** Lists whose addresses are known only here: parts of the site's map, and pages beside what is not shown. */
async function widen(
  probes: Probe[],
  origin: string,
  pass: string,
  near: { id: number; uuid: string }[],
): Promise<Probe[]> {
  const map = await ask(origin, pass, { method: "GET", path: "/sitemap.xml", headers: {} });
  const names = [...(map?.text ?? "").matchAll(/\/sitemaps\/([\w.-]+)</g)].map(([, name]) => name).slice(-3);
  return probes.flatMap((probe) => {
    const filled = (gap: string, values: (string | number)[]) =>
      values.map((value) => ({ ...probe, address: probe.address.replace(gap, String(value)) }));
    if (probe.address.includes("{name}")) return filled("{name}", names);
    if (probe.address.includes("{neighbour}"))
      return filled(
        "{neighbour}",
        near.map(({ uuid }) => uuid),
      );
    return probe.address.includes("{relative}")
      ? filled(
          "{relative}",
          near.map(({ id }) => id),
        )
      : [probe];
  });
}

/** Any style at all, for acts that need one. */
async function findStyle(origin: string, pass: string): Promise<number> {
  const answered = await ask(origin, pass, { method: "GET", path: "/api/styles", headers: {} });
  return Number(/"(?:style_)?id":(\d+)/.exec(answered?.text ?? "")?.[1] ?? 1);
}

/** The same question about each picture and about one that does not exist: all answers must be the same. */
async function askPlace(
  asking: Asking,
  probe: Probe,
  viewer: LeakViewer,
  samples: Sample[],
  samplesAtOnce = 1,
): Promise<void> {
  const { verdict, signal } = asking;
  if (probe.welcomes && viewer === "nobody") return;
  const nothing: LeakName = { ...none, uuid: newUuid() };
  const missing = await put(asking, probe, viewer, nothing);
  const askFor = async (sample: Sample) => {
    signal.throwIfAborted();
    if (probe.address.includes("{generation}") && sample.generation === null) return;
    verdict.note(probe, viewer, sample.kind);
    const answered = await put(asking, probe, viewer, sample);
    if (!missing || !answered || isRefused(missing) || isRefused(answered)) {
      return verdict.missed(probe, viewer, sample.kind);
    }
    const why =
      compare(answered, missing, sample, nothing) ?? (names(asking, answered, probe, sample) ? "named" : null);
    if (why) verdict.leak(probe, viewer, sample, why, answered.status);
  };
  await inParts(samples, askFor, samplesAtOnce);
}

/** Whether an answer says more of a picture than what it was asked by. */
function names({ scene }: Asking, { text }: Answered, { address, body }: Probe, sample: Sample): boolean {
  if (sample.isBait && text.includes(scene.word)) return true;
  const isAskedByIt = `${address}${JSON.stringify(body ?? "")}`.includes("{uuid}");
  return !isAskedByIt && text.includes(sample.uuid);
}

async function askList(asking: Asking, probe: Probe, viewer: LeakViewer): Promise<void> {
  const { verdict, scene, signal } = asking;
  signal.throwIfAborted();
  for (const kind of leakKinds) verdict.note(probe, viewer, kind);
  const answered = await put(asking, probe, viewer, null);
  if (!answered || isRefused(answered)) {
    for (const kind of leakKinds) verdict.missed(probe, viewer, kind);
    return;
  }
  const named = scene.samples.filter(({ uuid }) => answered.text.includes(uuid));
  for (const sample of named) verdict.leak(probe, viewer, sample, "named", answered.status);
  const isTold = answered.text.includes(scene.word) && !/\{(word|handle)\}/.test(probe.address);
  const [bait] = scene.samples;
  if (isTold && named.length === 0 && bait) verdict.leak(probe, viewer, bait, "named", answered.status);
}

/** Answers that tell nothing of pictures: too many questions, or trouble of the server's own. */
function isRefused({ status }: Answered): boolean {
  return status === 429 || status >= 500;
}

async function put(asking: Asking, probe: Probe, viewer: LeakViewer, name: LeakName | null): Promise<Answered | null> {
  const { origin, pass, scene, site, tick } = asking;
  const path = fill(probe.address, asking, name);
  // As a page of this site's own would ask.
  const own: Record<string, string> = isReading(probe) ? {} : { origin: site, "sec-fetch-site": "same-origin" };
  const headers = { ...scene.viewers[viewer], ...own, ...probe.headers };
  const text = probe.body === undefined ? undefined : fill(JSON.stringify(probe.body), asking, name);
  const question = { method: probe.method, path, headers, body: text === undefined ? undefined : JSON.parse(text) };
  const answered =
    probe.route === "/api/events"
      ? await listen(origin, pass, question, streamMs, () => tellOfBaits(scene))
      : await ask(origin, pass, question);
  await tick();
  return answered;
}

function isReading({ method }: Probe): boolean {
  return method === "GET" || method === "HEAD";
}

/** What the pictures' maker may hear, and what everyone hears without their names. */
async function tellOfBaits({ samples, ownerId }: Scene): Promise<void> {
  for (const { uuid, id } of samples.filter(({ isBait }) => isBait)) {
    await insertEvent(database(), "gallery.changed", { userId: null, guestId: null }, { uuid });
    await insertEvent(database(), "image.changed", { userId: ownerId, guestId: null }, { uuid, image_id: id });
  }
}

function fill(text: string, { scene, site, style }: Asking, name: LeakName | null): string {
  return text
    .replaceAll('"{id}"', String(name?.id))
    .replaceAll('"{style}"', String(style))
    .replaceAll("{id}", String(name?.id))
    .replaceAll("{uuid}", name?.uuid ?? "")
    .replaceAll("{generation}", name?.generation ?? "")
    .replaceAll("{handle}", scene.handle)
    .replaceAll("{word}", scene.word)
    .replaceAll("{site}", encodeURIComponent(site));
}

async function inParts<T>(all: T[], work: (one: T) => Promise<void>, parts = atOnce): Promise<void> {
  const left = [...all];
  const next = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: parts }, next));
}
