import type { PoolConnection } from "mysql2";
import { databasePool } from "@/db/client";

export interface Times {
  p50: number;
  p95: number;
  p99: number;
}

/** Runs `work` after warming up; times in milliseconds. */
export async function timesOf(work: (turn: number) => Promise<unknown>, turns = 150): Promise<Times> {
  for (let turn = 0; turn < 10; turn++) await work(turn);
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const began = performance.now();
    await work(turn);
    times.push(performance.now() - began);
  }
  return quantiles(times);
}

export function quantiles(times: number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** How many statements `work` sends; and what the last one was. Outside of transactions each takes a connection. */
export async function countQueries(work: () => Promise<unknown>): Promise<{ count: number; last: string }> {
  let count = 0;
  let last = "";
  const pool = databasePool();
  const heard = (connection: PoolConnection) => {
    count++;
    const query = connection.query;
    connection.query = ((...args: Parameters<typeof query>) => {
      connection.query = query;
      last = connection.format(...sqlOf(args));
      return query.apply(connection, args);
    }) as typeof query;
  };
  pool.on("acquire", heard);
  try {
    await work();
  } finally {
    pool.off("acquire", heard);
  }
  return { count, last };
}

function sqlOf([asked, values]: unknown[]): [string, unknown[]] {
  if (typeof asked === "string") return [asked, Array.isArray(values) ? values : []];
  const { sql = "", values: own } = asked as { sql?: string; values?: unknown[] };
  return [sql, own ?? (Array.isArray(values) ? values : [])];
}

export function table(head: string[], rows: (string | number)[][]): void {
  console.log(`| ${head.join(" | ")} |`);
  console.log(`| ${head.map((_, index) => (index === 0 ? "---" : "---:")).join(" | ")} |`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}
