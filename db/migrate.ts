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

async function createDatabase(url: string): Promise<void> {
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
