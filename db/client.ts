import { drizzle, type MySql2Database } from "drizzle-orm/mysql2";
import type { Pool as CorePool } from "mysql2";
import mysql from "mysql2/promise";
import { env } from "@/lib/env";
import * as schema from "./schema";

export type Database = MySql2Database<typeof schema>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** What a query runs on: the pool, or the transaction it is part of. */
export type Executor = Database | Transaction;

interface Connected {
  pool: mysql.Pool;
  db: Database;
}

// The server and Next's bundles are several module graphs in one process; they share one pool.
const holder: typeof globalThis & { atelierDatabase?: Connected } = globalThis;

function connected(): Connected {
  if (!holder.atelierDatabase) {
    const url = env().DATABASE_URL;
    if (!url) throw new Error("DATABASE_URL is not set.");
    holder.atelierDatabase = connect(url);
  }
  return holder.atelierDatabase;
}

/** The one database of this process, connected at first use. */
export function database(): Database {
  return connected().db;
}

/** The pool beneath, for libraries that bring their own statements. */
export function databasePool(): CorePool {
  return connected().pool.pool;
}

/** Opens a pool. Dates go in and come out as UTC, to the millisecond. */
export function connect(url: string, connectionLimit = 16): Connected {
  const pool = mysql.createPool({
    uri: url,
    connectionLimit,
    maxIdle: connectionLimit,
    timezone: "Z",
    charset: "utf8mb4_unicode_ci",
    connectTimeout: 10_000,
    enableKeepAlive: true,
  });
  pool.pool.on("connection", (connection) => {
    // Statements of one connection run in order, so these are in force before its first query.
    // Read committed: a claim with SKIP LOCKED then locks only the rows it takes.
    for (const statement of ["set time_zone = '+00:00'", "set session transaction isolation level read committed"]) {
      connection.query(statement, (error) => {
        if (error) connection.destroy();
      });
    }
  });
  return { pool, db: drizzle(pool, { schema, mode: "default", casing: "snake_case" }) };
}

/** Ends the pool; the next use opens a new one. */
export async function closeDatabase(): Promise<void> {
  const open = holder.atelierDatabase;
  holder.atelierDatabase = undefined;
  await open?.pool.end();
}

/** MariaDB and MySQL: 1213 is a deadlock, 1205 a lock wait that ran out; both rolled the work back whole or in part. */
const retryableErrnos = new Set([1213, 1205]);

/** Runs `work` in one transaction, again (up to 5 times) when the database chose it to end a deadlock. */
export async function inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().transaction(work);
    } catch (error) {
      const errno = errnoOf(error);
      if (attempt >= 5 || errno === undefined || !retryableErrnos.has(errno)) throw error;
    }
  }
}

/** Whether an insert failed because a unique key is taken. */
export function isDuplicate(error: unknown): boolean {
  return errnoOf(error) === 1062;
}

function errnoOf(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("errno" in cause && typeof cause.errno === "number") return cause.errno;
  }
  return undefined;
}
