/**
 * A batch of 200 pictures by the built-in backend: what it does to the gallery's list meanwhile, how soon an idle
 * product shows that it began, whether each is made once, and how long another visitor's single picture waits.
 * Needs an empty database at DATABASE_URL, as `npm run bench -- batch` gives it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { env } from "@/lib/env";
import { ensureBuild } from "../scripts/build.mjs";
import { freePort } from "../scripts/database-place.mjs";
import { quantiles } from "./gallery/measure";

const pictures = 10;
const styles = 20;
const idleTurns = 300;
const pauseMs = 20;
const firstTurns = 9;

interface Visitor {
  headers: Record<string, string>;
  imageIds: number[];
}

async function main(): Promise<void> {
  await ensureBuild();
  rmSync(env().dataDir, { recursive: true, force: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = { ...process.env, PORT: String(port), PUBLIC_URL: "" };
  const launch = (program: string) =>
    spawn(process.execPath, [`dist/${program}.mjs`], {
      env: environment,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  await once(launch("prepare"), "exit");
  const running = [launch("server"), launch("worker")];
  await Promise.all(running.map((child) => once(child, "message")));
  try {
    await until(async () => (await read(url, "/api/health")).queue.waiting === 0);
    await measure(url);
  } finally {
    await stop(running);
  }
}

async function measure(url: string): Promise<void> {
  const maker = await visitor(url, pictures);
  const other = await visitor(url, 1);
  const styleIds: number[] = (await read(url, "/api/styles")).map(({ id }: { id: number }) => id);
  const firstMs = await measureFirst(url, other, styleIds[0] ?? 0);
  const idle = quantiles(await listTimes(url, async (turn) => turn < idleTurns));

  const asked = await send(url, maker, "/api/images/batch-style-change", {
    image_ids: maker.imageIds,
    style_ids: styleIds.slice(0, styles),
  });
  const batch = async () => (await read(url, `/api/generations/batches/${asked.batch_id}`, maker.headers)).data;
  const single = await send(url, other, "/api/images/style-change", {
    image_id: other.imageIds[0],
    style_id: styleIds[0],
  });
  let aheadOfSingle = Number.NaN;
  let isOpen = true;
  const watching = (async () => {
    while (isOpen) {
      const now = await batch();
      if (Number.isNaN(aheadOfSingle)) {
        const { data } = await read(url, `/api/generations/${single.prompt_id}`, other.headers);
        if (data.status === "succeeded") aheadOfSingle = now.succeeded;
      }
      isOpen = now.queued + now.running > 0;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  const busy = quantiles(await listTimes(url, async () => isOpen));
  await watching;
  const done = await batch();
  const uuids = new Set(done.cells.map(({ image }: { image: { uuid: string } | null }) => image?.uuid));
  console.log("| what | measured | reach |\n| --- | ---: | ---: |");
  for (const row of [
    ["style change accepted → first event of it running, idle, median of 9", `${Math.round(firstMs)} ms`, "≤ 500 ms"],
    ["gallery list, idle, p50 / p99", `${idle.p50.toFixed(1)} / ${idle.p99.toFixed(1)} ms`, ""],
    [
      "the same while 200 pictures are made",
      `${busy.p50.toFixed(1)} / ${busy.p99.toFixed(1)} ms (${(busy.p99 / idle.p99).toFixed(1)} ×)`,
      "≤ 2 ×",
    ],
    ["pictures of the batch, made once each", `${uuids.size} of ${done.cells.length}`, "200 of 200"],
    ["of the batch, ready before another visitor's single one", String(aheadOfSingle), "a few"],
  ]) {
    console.log(`| ${row.join(" | ")} |`);
  }
}

/** Milliseconds of one request for the gallery's list after the other, as long as `goesOn`. */
async function listTimes(url: string, goesOn: (turn: number) => Promise<boolean>): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; await goesOn(turn); turn++) {
    const began = performance.now();
    await (await fetch(`${url}/api/image/public?limit=40&sort=created`)).arrayBuffer();
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return times;
}

/** From the answer that accepts a style change to the first event that says it runs. */
async function measureFirst(url: string, visitor: Visitor, styleId: number): Promise<number> {
  const stream = new AbortController();
  const answer = await fetch(`${url}/api/events`, { headers: visitor.headers, signal: stream.signal });
  const heard = new Map<string, number>();
  const reading = (async () => {
    let text = "";
    const decoder = new TextDecoder();
    for await (const bytes of answer.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const told = /^data: (.*)$/m.exec(event)?.[1];
        const { prompt_id, status } = told ? JSON.parse(told) : {};
        if (status === "running" && !heard.has(prompt_id)) heard.set(prompt_id, performance.now());
      }
    }
  })().catch(() => undefined);
  const times: number[] = [];
  for (let turn = 0; turn < firstTurns; turn++) {
    const body = { image_id: visitor.imageIds[0], style_id: styleId };
    const { prompt_id } = await send(url, visitor, "/api/images/style-change", body);
    const accepted = performance.now();
    await until(async () => heard.has(prompt_id), 5);
    times.push(Math.max(0, (heard.get(prompt_id) ?? Number.NaN) - accepted));
    await until(async () => {
      const { data } = await read(url, `/api/generations/${prompt_id}`, visitor.headers);
      return data.status === "succeeded";
    });
  }
  stream.abort();
  await reading;
  return quantiles(times).p50;
}

/** A guest with so many photographs. */
async function visitor(url: string, count: number): Promise<Visitor> {
  const { paint } = await import("@/lib/scenes");
  const { preparePixels } = await import("@/lib/imaging/ingest");
  const made: Visitor = { headers: {}, imageIds: [] };
  for (let seed = 1; seed <= count; seed++) {
    const { pixels } = paint(
      { prompt: "mountains and a lake", seed, width: 640, height: 480 },
      { progress: () => undefined },
    );
    const form = new FormData();
    const { full } = await preparePixels(pixels, { mark: "algorithmicMedia" });
    form.set("image", new Blob([new Uint8Array(full)]), `photograph ${seed}.jpg`);
    const sent = await fetch(`${url}/api/images/upload`, { method: "POST", body: form, headers: made.headers });
    const { image_id, guest_token } = await sent.json();
    made.imageIds.push(image_id);
    if (guest_token) made.headers = { Authorization: `Bearer ${guest_token}` };
  }
  return made;
}

async function send(url: string, { headers }: Visitor, path: string, body: unknown) {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function read(url: string, path: string, headers: Record<string, string> = {}) {
  return (await fetch(url + path, { headers })).json();
}

async function until(condition: () => Promise<boolean>, everyMs = 100): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}

async function stop(running: ChildProcess[]): Promise<void> {
  const ended = running.map((child) => once(child, "exit"));
  for (const child of running) child.kill("SIGTERM");
  await Promise.all(ended);
}

await main();
