/**
 * How soon watchers hear of an event, and what watching costs. Prints a markdown table.
 * `node --import tsx bench/live.ts [streams] [events]`
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

async function main(): Promise<void> {
  const [mode, events] = process.argv.slice(2);
  if (mode === "serve") return serve();
  const folder = mkdtempSync(path.join(tmpdir(), "atelier-bench-"));
  const { startDatabase } = await import("../scripts/database.mjs");
  const { ensureDatabaseProgram } = await import("../scripts/database-program.mjs");
  const database = await startDatabase({ folder, program: await ensureDatabaseProgram() });
  try {
    await compare(database.url("atelier_bench"), folder, Number(mode ?? 500), Number(events ?? 50));
  } finally {
    await database.stop(2000);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(databaseUrl: string, folder: string, streamsMax: number, events: number): Promise<void> {
  const env: NodeJS.ProcessEnv = { ...process.env, LOG_LEVEL: "warn", DATABASE_URL: databaseUrl, DATA_DIR: folder };
  const child = fork(fileURLToPath(import.meta.url), ["serve"], { env });
  const port = await once<number>(child);
  console.log("| streams | median ms to hear | p99 ms | processor | longest stall ms |");
  console.log("| ---: | ---: | ---: | ---: | ---: |");
  try {
    for (const streams of [1, streamsMax / 10, streamsMax].map(Math.ceil)) {
      const watching = await watch(port, streams);
      const delays: number[] = [];
      await say(child, "begin");
      for (let n = 0; n < events; n++) {
        const { atMs } = await say<{ atMs: number }>(child, "tell");
        for (const heardMs of await watching.next()) delays.push(heardMs - atMs);
      }
      const { busy, stallMs } = await say<{ busy: number; stallMs: number }>(child, "end");
      watching.end();
      delays.sort((a, b) => a - b);
      const at = (share: number) => delays[Math.floor(delays.length * share)].toFixed(0);
      console.log(`| ${streams} | ${at(0.5)} | ${at(0.99)} | ${(busy * 100).toFixed(0)} % | ${stallMs.toFixed(0)} |`);
    }
  } finally {
    child.kill();
  }
}

interface Watching {
  /** When each stream heard the next event, in milliseconds since 1970. */
  next(): Promise<number[]>;
  end(): void;
}

async function watch(port: number, streams: number): Promise<Watching> {
  const agent = new Agent();
  let heard: number[] = [];
  const opened = Array.from({ length: streams }, (_, n) => {
    // Each comes from another address, as visitors do, so that none takes another's place.
    const headers = { "X-Forwarded-For": `198.18.${n >> 8}.${n & 255}` };
    return new Promise<void>((resolve, reject) => {
      const asked = request({ port, agent, headers, path: "/api/events?topics=gallery" }, (res) => {
        res.setEncoding("utf8").on("data", (text: string) => {
          if (text.includes("event: snapshot")) resolve();
          if (text.includes("event: gallery")) heard.push(Date.now());
        });
        res.on("error", () => undefined);
      });
      asked.on("error", reject).end();
    });
  });
  await Promise.all(opened);
  return {
    async next() {
      while (heard.length < streams) await new Promise((resolve) => setTimeout(resolve, 5));
      const all = heard;
      heard = [];
      return all;
    },
    end: () => agent.destroy(),
  };
}

function once<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (told: T) => resolve(told));
    child.once("exit", (status) => reject(new Error(`the server ended with status ${status}`)));
  });
}

function say<T>(child: ChildProcess, word: string): Promise<T> {
  const told = new Promise<T>((resolve) => child.once("message", (answer: T) => resolve(answer)));
  child.send(word);
  return told;
}

async function serve(): Promise<void> {
  const { migrate } = await import("@/db/migrate");
  const { env } = await import("@/lib/env");
  const { database } = await import("@/db/client");
  const { everyone, insertEvent } = await import("@/db/queries/events");
  const { startTestServer } = await import("@/lib/server/testing/server");
  await migrate(env().DATABASE_URL ?? "");
  const { port } = await startTestServer({ trustedProxies: "loopback" });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let used = process.cpuUsage();
  let began = performance.now();
  process.on("message", async (word: string) => {
    if (word === "begin") {
      [used, began] = [process.cpuUsage(), performance.now()];
      delay.reset();
      process.send?.({});
    }
    if (word === "tell") {
      await insertEvent(database(), "gallery.changed", everyone, {});
      process.send?.({ atMs: Date.now() });
    }
    if (word === "end") {
      const { user, system } = process.cpuUsage(used);
      process.send?.({ busy: (user + system) / 1000 / (performance.now() - began), stallMs: delay.max / 1e6 });
    }
  });
  process.send?.(port);
}

await main();
