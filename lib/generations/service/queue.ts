import { listPauses } from "@/db/queries/attention";
import {
  countJobsByLane,
  countJobsByPool,
  type ListedJob,
  listJobs,
  listUserNames,
  picturePools,
} from "@/db/queries/queue";
import { listBackendNames } from "@/db/queries/stats";
import { requireAdministrator } from "@/lib/admin/policy";
import { clock } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { accountAnswer, blobRemove, generationRun, sampleMake, stylePreview } from "@/lib/queue/jobs";
import type { Viewer } from "@/lib/viewer";
import type { QueueDto, QueueJobDto, QueueMakerDto, QueuePoolDto, QueueQuery } from "../schema";

const makersShown = 8;
const ownPools = ["pixels", "errands"];
/** Jobs that may be taken out of line: nobody waits for anything else of them. */
const cancellable = new Set([generationRun.name, sampleMake.name, stylePreview.name]);
/** Jobs that leave nothing behind when they fail that would have to be put right before. */
const retryable = new Set([...cancellable, blobRemove.name, accountAnswer.name]);

/**
 * The queue as an administrator may see it: who has what where, how far it is and why it failed, but neither words nor
 * pictures of anyone.
 *
 * @throws AppError `not_found`
 */
export async function readQueue(viewer: Viewer, query: QueueQuery): Promise<QueueDto> {
  requireAdministrator(viewer);
  const { tab: state, pool, maker: lane, after: afterId } = query;
  const [rows, counted, lanes, pauses, backends] = await Promise.all([
    listJobs({ state, pool, lane, afterId }, limits.pageSizeDefault + 1),
    countJobsByPool(),
    countJobsByLane(state, makersShown),
    listPauses(),
    listBackendNames(),
  ]);
  const shown = rows.slice(0, limits.pageSizeDefault);
  const keys = [...shown.map(({ job }) => job.lane), ...lanes.map((row) => row.lane), ...(lane ? [lane] : [])];
  const makers = await nameMakers(keys);
  const paused = new Set(pauses.map((pause) => pause.pool));
  const of = (name: string | null, known: string) => poolDto(known, name, counted, paused);
  const added = backends.filter(({ kind }) => kind !== "builtin");
  const gone = [...new Set(counted.map((row) => row.pool))].filter(
    (known) => !ownPools.includes(known) && !added.some(({ id }) => known === `backend:${id}`),
  );
  const pools = [
    of(null, "pixels"),
    ...added.map(({ id, name }) => of(name, `backend:${id}`)),
    ...gone.map((known) => of(null, known)),
    of(null, "errands"),
  ];
  const sum = (pick: (one: QueuePoolDto) => number) => pools.reduce((total, one) => total + pick(one), 0);
  const last = shown.at(-1);
  return {
    pools,
    isPaused: paused.has(picturePools),
    counts: {
      waiting: sum((one) => one.waiting),
      running: sum((one) => one.running),
      failed: sum((one) => one.failed),
    },
    makers: lanes.flatMap(({ lane: key, jobs }) => {
      const known = makers.get(key);
      return known ? [{ ...known, jobs }] : [];
    }),
    jobs: shown.map((row) => jobDto(row, makers)),
    nextAfter: rows.length > shown.length && last ? last.job.id : null,
  };
}

/** Whether a job of this kind may be taken out of line. */
export function canCancel(name: string): boolean {
  return cancellable.has(name);
}

/** Whether a job of this kind may be tried again after it ended. */
export function canRetry(name: string): boolean {
  return retryable.has(name);
}

function jobDto({ job, generation }: ListedJob, makers: Map<string, QueueMakerDto>): QueueJobDto {
  const { id, name, pool, status, attempts, lastError } = job;
  const state = status === "done" ? "cancelled" : status;
  const isOpen = state === "waiting" || state === "running";
  const isStopping = state === "running" && generation?.cancelRequestedAt != null;
  return {
    id,
    name,
    pool,
    state,
    maker: makers.get(job.lane) ?? null,
    generation: generation && {
      uuid: generation.uuid,
      model: generation.model,
      width: generation.width,
      height: generation.height,
      count: generation.count,
      progress: generation.progress,
    },
    attempts,
    createdAt: job.createdAt.toISOString(),
    startedAt: generation?.startedAt?.toISOString() ?? null,
    endedAt: job.finishedAt?.toISOString() ?? null,
    dueAt: state === "waiting" && job.runAfter > clock.now() ? job.runAfter.toISOString() : null,
    isStopping,
    reason: isOpen ? null : (generation?.errorCode ?? null),
    detail: lastError === null ? null : withoutWords(lastError, [generation?.prompt, generation?.negativePrompt]),
    canCancel: isOpen && !isStopping && canCancel(name) && (state === "waiting" || generation !== null),
    canRetry: !isOpen && canRetry(name) && generation?.dismissedAt == null,
  };
}

/** What a backend said, without what somebody wrote to it. */
function withoutWords(detail: string, words: (string | null | undefined)[]): string {
  return words.reduce<string>((text, word) => {
    if (!word || word.length < 3) return text;
    return text.replaceAll(word, "…").replaceAll(JSON.stringify(word).slice(1, -1), "…");
  }, detail);
}

async function nameMakers(keys: string[]): Promise<Map<string, QueueMakerDto>> {
  const people = [...new Set(keys)].filter((key) => /^[ug]:\d+$/.test(key));
  const ids = people.filter((key) => key.startsWith("u:")).map((key) => Number(key.slice(2)));
  const names = new Map((await listUserNames(ids)).map(({ id, name }) => [`u:${id}`, name]));
  return new Map(people.map((key) => [key, { key, name: names.get(key) ?? null }]));
}

function poolDto(
  pool: string,
  name: string | null,
  counted: { pool: string; state: string; jobs: number }[],
  paused: Set<string>,
): QueuePoolDto {
  const of = (state: string) => counted.find((row) => row.pool === pool && row.state === state)?.jobs ?? 0;
  return {
    pool,
    name,
    waiting: of("waiting"),
    running: of("running"),
    failed: of("failed"),
    isPaused: paused.has(pool) || (pool !== "errands" && paused.has(picturePools)),
  };
}
