import { getPriority, setPriority } from "node:os";
import { applyFilter, findFilter } from "@/lib/filters";
import type { Pixels } from "@/lib/filters/define";
import { paint, readPrompt } from "@/lib/scenes";
import { begun, cancelled, type FilterUse, type PixelTask, type Report, type ThreadTask } from "./task";

const reportEveryMs = 100;
/** Share of the whole that painting is when a filter follows. */
const paintShare = 0.6;

// On Linux a priority belongs to a thread: pictures wait so that everything else in the process and beside it is smooth.
if (process.platform === "linux") setPriority(Math.max(getPriority(), 10));

/** A pool thread's work: runs one task and sends its picture as the last report. Throws what painter or filter throw. */
export default function run({ task, flags, port, previews }: ThreadTask): void {
  Atomics.store(flags, begun, 1);
  const send = (report: Report) =>
    port.postMessage(report, report.kind === "progress" ? [] : [report.pixels.data.buffer]);
  try {
    const progress = throttled(flags, (done) => send({ kind: "progress", done }));
    // The painter goes on with its pixels, so what is shown of them is a copy.
    const preview = ({ width, height, data }: Pixels) =>
      send({ kind: "preview", pixels: { width, height, data: data.slice() } });
    send({ kind: "finished", pixels: make(task, progress, previews ? preview : undefined) });
  } finally {
    port.close();
  }
}

type Progress = (done: number) => void;

function make(task: PixelTask, progress: Progress, preview?: (pixels: Pixels) => void): Pixels {
  if (task.kind === "filter") return filtered(task.source, task, task.seed, progress);
  const { prompt, negativePrompt, seed, width, height } = task;
  const share = task.filter || readPrompt(prompt).filterSlug ? paintShare : 1;
  const { pixels, reading } = paint(
    { prompt, negativePrompt, seed, width, height },
    { progress: (done) => progress(done * share), preview },
  );
  const filter = task.filter ?? (reading.filterSlug ? { slug: reading.filterSlug, params: {}, strength: 1 } : null);
  if (!filter) return pixels;
  preview?.(pixels);
  return filtered(pixels, filter, seed, (done) => progress(share + done * (1 - share)));
}

function filtered(source: Pixels, { slug, params, strength }: FilterUse, seed: number, progress: Progress): Pixels {
  const filter = findFilter(slug);
  if (!filter) throw new RangeError(`There is no filter "${slug}"`);
  return applyFilter(filter, source, { params, strength, seed, progress });
}

/** Reports rising progress a few times a second; ends the work by throwing when it is not wanted any more. */
function throttled(flags: Int32Array, report: Progress): Progress {
  let reportedAt = Number.NEGATIVE_INFINITY;
  let reported = -1;
  return (done) => {
    if (Atomics.load(flags, cancelled) === 1) throw new Error("The work is not wanted any more");
    const now = performance.now();
    if (done <= reported || now - reportedAt < reportEveryMs) return;
    reportedAt = now;
    reported = done;
    report(Math.min(1, done));
  };
}
