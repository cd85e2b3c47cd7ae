import { readdirSync, readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { applyFilter, findFilter } from "@/lib/filters";
import type { Pixels } from "@/lib/filters/define";
import { paint } from "@/lib/scenes";
import { styles } from "@/lib/scenes/lexicon/vocabulary";
import { closeThreads, runPixels, Threads } from "./pool";
import type { PixelTask } from "./task";

const quiet = { signal: new AbortController().signal, progress: () => undefined };
const lake = { prompt: "a lake below mountains at dusk", seed: 11, width: 96, height: 64 };
/** Takes seconds, so that it is running whenever the test looks. */
const long: PixelTask = {
  kind: "paint",
  prompt: "a forest by a river in the mountains",
  seed: 1,
  width: 2048,
  height: 2048,
};

afterAll(closeThreads);

function painted(prompt: string): Pixels {
  return paint({ ...lake, prompt }, { progress: () => undefined }).pixels;
}

function filtered(source: Pixels, slug: string, options: { strength?: number; seed?: number }): Pixels {
  const filter = findFilter(slug);
  if (!filter) throw new Error(`no filter ${slug}`);
  return applyFilter(filter, source, options);
}

function expectSame(actual: Pixels, expected: Pixels): void {
  expect([actual.width, actual.height]).toEqual([expected.width, expected.height]);
  expect(Buffer.from(actual.data).equals(Buffer.from(expected.data))).toBe(true);
}

/** The process's system threads of low priority, by id; none where systems do not tell. */
function lowThreads(): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc/self/task").filter((id) => {
    const fields = readFileSync(`/proc/self/task/${id}/stat`, "utf8").split(") ")[1].split(" ");
    return Number(fields[16]) >= 10;
  });
}

describe("what a thread makes", () => {
  it("is what the painter makes", async () => {
    expectSame(await runPixels({ kind: "paint", ...lake }, quiet), painted(lake.prompt));
  });

  it("is the painting through the filter asked for", async () => {
    const filter = { slug: "duotone", params: {}, strength: 0.7 };
    const made = await runPixels({ kind: "paint", ...lake, filter }, quiet);
    expectSame(made, filtered(painted(lake.prompt), "duotone", { strength: 0.7, seed: lake.seed }));
  });

  it("is the painting in the style that the prompt names, unless another is asked for", async () => {
    const prompt = `${lake.prompt}, pixel art`;
    const named = await runPixels({ kind: "paint", ...lake, prompt }, quiet);
    expectSame(named, filtered(painted(prompt), "pixel-art", { seed: lake.seed }));
    const filter = { slug: "duotone", params: {}, strength: 1 };
    const other = await runPixels({ kind: "paint", ...lake, prompt, filter }, quiet);
    expectSame(other, filtered(painted(prompt), "duotone", { seed: lake.seed }));
  });

  it("is the source through the filter, and the source has moved", async () => {
    const source = painted(lake.prompt);
    const expected = filtered(source, "pencil", { strength: 0.5, seed: 3 });
    const task: PixelTask = { kind: "filter", slug: "pencil", source, params: {}, strength: 0.5, seed: 3 };
    expectSame(await runPixels(task, quiet), expected);
    expect(source.data.length).toBe(0);
  });

  it("leaves alone what shares memory with the source", async () => {
    const whole = painted(lake.prompt);
    const half = whole.data.subarray(0, whole.data.length / 2);
    const source = { ...whole, height: whole.height / 2, data: half };
    await runPixels({ kind: "filter", slug: "duotone", source, params: {}, strength: 1, seed: 3 }, quiet);
    expect(whole.data.length).toBe(lake.width * lake.height * 4);
  });

  it("can be every style a prompt can name", () => {
    expect(styles.filter((slug) => !findFilter(slug))).toEqual([]);
  });

  it("comes from threads of low priority", async () => {
    await runPixels({ kind: "paint", ...lake }, quiet);
    if (process.platform === "linux") expect(lowThreads()).not.toEqual([]);
  });
});

describe("while it works", () => {
  it("tells rising progress over painting and filter, and shows unfinished pictures", async () => {
    const told: number[] = [];
    const shown: string[] = [];
    await runPixels(
      { kind: "paint", ...lake, width: 512, height: 512, filter: { slug: "oil", params: {}, strength: 1 } },
      {
        ...quiet,
        progress: (done) => told.push(done),
        preview: ({ width, height, data }) => shown.push(`${width}×${height}: ${data.length}`),
      },
    );
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.every((done) => done >= 0 && done <= 1)).toBe(true);
    expect(new Set(shown)).toEqual(new Set([`512×512: ${512 * 512 * 4}`]));
  });

  it("leaves the event loop free", async () => {
    let turns = 0;
    let working = true;
    const work = runPixels({ ...long, width: 256, height: 256 }, quiet).finally(() => {
      working = false;
    });
    while (working) {
      await setImmediate();
      turns++;
    }
    await work;
    expect(turns).toBeGreaterThan(100);
  });

  it("lets what the listener throws end the work", async () => {
    const progress = () => {
      throw new Error("the row is gone");
    };
    await expect(runPixels(long, { ...quiet, progress })).rejects.toThrow("the row is gone");
  });

  it("passes on what painter and filters throw", async () => {
    await expect(runPixels({ kind: "paint", ...lake, width: 7 }, quiet)).rejects.toThrow(RangeError);
    const filter = { slug: "no-such", params: {}, strength: 1 };
    await expect(runPixels({ kind: "paint", ...lake, filter }, quiet)).rejects.toThrow('There is no filter "no-such"');
    const wrong = { slug: "oil", params: { nonsense: 1 }, strength: 1 };
    await expect(runPixels({ kind: "paint", ...lake, filter: wrong }, quiet)).rejects.toThrow("nonsense");
  });
});

describe("stopping", () => {
  it("ends work that is running, and the same thread takes the next", async () => {
    const one = new Threads({ count: 1, heapMaxMb: 512 });
    const controller = new AbortController();
    let before: string[] = [];
    const progress = () => {
      before = lowThreads();
      controller.abort(new Error("enough"));
    };
    const running = one.run(long, { signal: controller.signal, progress });
    const next = one.run({ kind: "paint", ...lake }, quiet);
    await expect(running).rejects.toMatchObject({ name: "AbortError", cause: new Error("enough") });
    expectSame(await next, painted(lake.prompt));
    // It was asked, not ended by force: no thread has gone.
    expect(lowThreads()).toEqual(expect.arrayContaining(before));
    await one.close();
  });

  it("ends work that still waits, without touching what runs", async () => {
    const one = new Threads({ count: 1, heapMaxMb: 512 });
    const controller = new AbortController();
    const first = new AbortController();
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const work = one.run(long, { signal: first.signal, progress: begun });
    await running;
    const waiting = one.run({ kind: "paint", ...lake }, { ...quiet, signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    first.abort();
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    await one.close();
  });

  it("does not begin what is not wanted any more", async () => {
    const work = runPixels(long, { ...quiet, signal: AbortSignal.abort(new Error("too late")) });
    await expect(work).rejects.toMatchObject({ name: "AbortError", cause: new Error("too late") });
  });

  it("ends everything when the pool closes, and begins anew after that", async () => {
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const work = expect(runPixels(long, { ...quiet, progress: begun })).rejects.toThrow();
    await running;
    await closeThreads();
    await work;
    expectSame(await runPixels({ kind: "paint", ...lake }, quiet), painted(lake.prompt));
  });
});

describe("a thread that runs out of memory", () => {
  it("fails its own task only", async () => {
    const small = new Threads({ count: 1, heapMaxMb: 40 });
    // More names than fit into the thread's heap: it dies while it receives them.
    const params = Object.fromEntries(Array.from({ length: 600_000 }, (_, index) => [`name ${index}`, index]));
    const source = painted(lake.prompt);
    const failing = small.run({ kind: "filter", slug: "oil", source, params, strength: 1, seed: 1 }, quiet);
    const next = small.run({ kind: "paint", ...lake }, quiet);
    await expect(failing).rejects.toMatchObject({ code: "ERR_WORKER_OUT_OF_MEMORY" });
    expectSame(await next, painted(lake.prompt));
    await small.close();
  });
});
