import { readFileSync } from "node:fs";
import path from "node:path";
import { drizzle } from "drizzle-orm/mysql2";
import { migrate as migrateFolder } from "drizzle-orm/mysql2/migrator";
import mysql from "mysql2/promise";

/**
 * Brings a database to the newest schema, creating it when it is missing. Safe to call from several
 * processes at once: one migrates, the others wait.
 *
 * @param url address of the database
 * @param folder where the migrations are
 */
export async function migrate(url: string, folder = path.resolve("db/migrations")): Promise<void> {
  await createDatabase(url);
  const connection = await mysql.createConnection({ uri: url, timezone: "Z", charset: "utf8mb4_unicode_ci" });
  try {
    await connection.query("select get_lock('atelier.migrate', 120)");
    await migrateFolder(drizzle(connection), { migrationsFolder: folder });
    await connection.query("select release_lock('atelier.migrate')");
  } finally {
    await connection.end();
  }
}

/** How many migrations this program brings. */
export function countMigrations(folder = path.resolve("db/migrations")): number {
  const journal: { entries: unknown[] } = JSON.parse(readFileSync(path.join(folder, "meta/_journal.json"), "utf8"));
  return journal.entries.length;
}

/** How many migrations a database has seen, how many wait, and how many bytes its tables have, about. Changes nothing. */
export async function findMigrations(url: string): Promise<{ made: number; pending: number; bytes: number }> {
  const connection = await mysql.createConnection(url).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ER_BAD_DB_ERROR") return null;
    throw error;
  });
  if (!connection) return { made: 0, pending: countMigrations(), bytes: 0 };
  try {
    const [tables] = await connection.query<mysql.RowDataPacket[]>(
      "select table_name as name, data_length as bytes from information_schema.tables where table_schema = database()",
    );
    const hasRecord = tables.some(({ name }) => name === "__drizzle_migrations");
    const [[counted] = []] = hasRecord
      ? await connection.query<mysql.RowDataPacket[]>("select count(*) as n from `__drizzle_migrations`")
      : [];
    const made = Number(counted?.n ?? 0);
    const bytes = tables.reduce((sum, table) => sum + Number(table.bytes ?? 0), 0);
    return { made, pending: countMigrations() - made, bytes };
  } finally {
    await connection.end();
  }
}

/** Makes the database that an address names, when it is missing. */
export async function createDatabase(url: string): Promise<void> {
  const { pathname, href } = new URL(url);
  const name = decodeURIComponent(pathname.slice(1));
  if (!/^[A-Za-z0-9_$-]+$/.test(name)) throw new Error(`"${name}" cannot be the name of a database.`);
  const server = new URL(href);
  server.pathname = "/";
  const connection = await mysql.createConnection(server.href);
  try {
    const [found] = await connection.query<mysql.RowDataPacket[]>(
      "select 1 from information_schema.schemata where schema_name = ?",
      [name],
    );
    if (found.length === 0) {
      await connection.query(`create database \`${name}\` character set utf8mb4 collate utf8mb4_unicode_ci`);
    }
  } finally {
    await connection.end();
  }
}
