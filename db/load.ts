import mysql, { type Connection, type RowDataPacket } from "mysql2/promise";
import { createDatabase } from "./migrate";

/** Names the backup whose rows are being written; it is the first table to come and the last to go. */
const marker = "atelier_restore";

export interface Target {
  /** How many tables there are. */
  tables: number;
  /** The backup that was being restored when that was cut short; null when none was. */
  unfinished: string | null;
  /** Servers and workers that were heard of in the last minute, by their machines' names. */
  alive: string[];
}

/** What is in the database that a backup would go into; makes it when it is missing. */
export async function inspectTarget(url: string): Promise<Target> {
  await createDatabase(url);
  return withConnection(url, async (connection) => {
    const tables = await listTables(connection);
    const unfinished = tables.includes(marker) ? await column(connection, `select backup as v from ${marker}`) : [];
    const alive = tables.includes("processes")
      ? await column(
          connection,
          "select distinct host as v from processes where seen_at > utc_timestamp(3) - interval 1 minute limit 20",
        )
      : [];
    return { tables: tables.length, unfinished: unfinished[0] ?? null, alive };
  });
}

/**
 * Writes a dump's rows in place of everything there is. Cut short, it leaves its marker: `inspectTarget` tells of it,
 * and the next call begins anew.
 *
 * @param statements as `Snapshot.statements` gave them
 * @param counts rows per table that must have come
 * @throws Error when a table has another number of rows in the end
 */
export async function loadDump(
  url: string,
  backup: string,
  statements: AsyncIterable<string>,
  counts: Record<string, number>,
): Promise<void> {
  await withConnection(url, async (connection) => {
    await clear(connection);
    await connection.query(`create table ${marker} (backup varchar(200) not null) default charset = utf8mb4`);
    await connection.query(`insert into ${marker} values (?)`, [backup]);
    for await (const statement of statements) await connection.query(statement);
    for (const [table, rows] of Object.entries(counts)) {
      const [there] = await column(connection, `select count(*) as v from ${mysql.escapeId(table)}`);
      if (Number(there) !== rows) throw new Error(`The table ${table} has ${there} rows; the backup has ${rows}.`);
    }
    // What was being backed up when this was made is not to be backed up again.
    await connection.query(
      "update jobs set status = 'cancelled', finished_at = utc_timestamp(3), lease_token = null, leased_until = null where name = 'backup.make' and status in ('waiting', 'running')",
    );
    await connection.query(`drop table ${marker}`);
  });
}

/** Drops every table; the marker last, so that what is cut short is still known for what it is. */
async function clear(connection: Connection): Promise<void> {
  await connection.query("set session foreign_key_checks = 0");
  const tables = await listTables(connection);
  for (const table of [...tables.filter((name) => name !== marker), ...tables.filter((name) => name === marker)]) {
    await connection.query(`drop table ${mysql.escapeId(table)}`);
  }
}

async function listTables(connection: Connection): Promise<string[]> {
  return column(
    connection,
    "select table_name as v from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'",
  );
}

async function column(connection: Connection, sql: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  return rows.map(({ v }) => String(v));
}

async function withConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await mysql.createConnection({ uri: url, charset: "utf8mb4_unicode_ci", timezone: "Z" });
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}
