import mysql, { type Connection } from "mysql2";

/** What a file of a blob is called in the storage, as the rows name it. */
export interface SnapshotBlob {
  sha256: string;
  mime: string;
  /** Names of the smaller files derived from it. */
  variants: string[];
}

/** The whole database as it was at one moment, however long it takes to read. */
export interface Snapshot {
  /** Rows per table; complete when `statements` has come to its end. */
  rows: Map<string, number>;
  /** Such as `11.4.2-MariaDB`. */
  server: string;
  /** How many migrations had been made. */
  migrations: number;
  /** Bytes of all tables, about, and of all files that pictures show. */
  size(): Promise<{ rows: number; files: number }>;
  /** SQL that makes the same tables with the same rows, a statement per line. */
  statements(signal?: AbortSignal): AsyncGenerator<string>;
  /** Blobs that pictures show, in the order of their hashes. */
  blobs(): AsyncGenerator<SnapshotBlob>;
  /** Lets go of the moment; files stay guarded until `close`. */
  end(): Promise<void>;
  /** Ends the guard. @throws Error when it was lost meanwhile, so that files may have gone */
  close(): Promise<void>;
  /** Ends everything at once. */
  destroy(): void;
}

/** Tables that tell of the running installation alone: what they hold means nothing in another. */
const withoutRows = new Set(["processes", "rate_limits", "account_exports"]);

const statementBytes = 512 * 1024;
const blobBatch = 500;
/** How often the guard shows the server that it lives. */
const beatMs = 20_000;

/**
 * Takes hold of the database as it is now: rows by a consistent snapshot, which stops nobody, and files by a guard that
 * keeps everyone from removing bytes (`isGuarded`). The guard comes first, so that whatever the snapshot names stays.
 *
 * @returns null when another backup of this database is being made
 */
export async function openSnapshot(url: string): Promise<Snapshot | null> {
  const connection = mysql.createConnection({ uri: url, charset: "utf8mb4_unicode_ci", connectTimeout: 10_000 });
  // A broken connection rejects whatever waits for it; unheard it would end the process.
  connection.on("error", () => connection.destroy());
  try {
    if (!(await takeGuard(connection))) {
      connection.destroy();
      return null;
    }
    for (const statement of beginning) await run(connection, statement);
    const tables = await listTables(connection);
    return snapshotOf(connection, tables);
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

const beginning = [
  "set session time_zone = '+00:00'",
  // Rows are read as fast as they can be written; the server must wait for a slow disk.
  "set session net_write_timeout = 3600, session wait_timeout = 28800",
  "set session transaction isolation level repeatable read",
  "start transaction with consistent snapshot",
];

async function snapshotOf(connection: Connection, tables: Table[]): Promise<Snapshot> {
  const rows = new Map<string, number>();
  const server = String((await run(connection, "select version() as v"))[0]?.v ?? "");
  const hasMigrations = tables.some(({ name }) => name === "__drizzle_migrations");
  const [counted] = hasMigrations ? await run(connection, "select count(*) as n from `__drizzle_migrations`") : [];
  let beat: NodeJS.Timeout | undefined;
  return {
    rows,
    server,
    migrations: Number(counted?.n ?? 0),
    size: () => sizeOf(connection),
    async *statements(signal) {
      yield* heading;
      for (const table of tables) {
        yield await createStatement(connection, table.name);
        rows.set(table.name, 0);
        if (!withoutRows.has(table.name)) yield* inserts(connection, table, rows, signal);
      }
    },
    blobs: () => blobsOf(connection),
    async end() {
      await run(connection, "commit");
      beat = setInterval(() => connection.ping(), beatMs);
    },
    async close() {
      clearInterval(beat);
      const isMine = await run(connection, `select is_used_lock(${guardName}) = connection_id() as mine`).then(
        ([row]) => Number(row?.mine) === 1,
        () => false,
      );
      connection.destroy();
      if (!isMine) throw new Error("The connection to the database was lost: files may have gone.");
    },
    destroy() {
      clearInterval(beat);
      connection.destroy();
    },
  };
}

/** Names of locks hold for the whole server: this one is of this database alone. */
export const guardName = "concat('atelier.backup.', left(sha1(database()), 32))";

async function takeGuard(connection: Connection): Promise<boolean> {
  const [taken] = await run(connection, `select get_lock(${guardName}, 0) as taken`);
  return Number(taken?.taken) === 1;
}

interface Column {
  name: string;
  /** Whether its values are written as they are, in quotes, or as bytes. */
  kind: "plain" | "text" | "bytes";
}

interface Table {
  name: string;
  /** Those that are not computed from others. */
  columns: Column[];
}

async function listTables(connection: Connection): Promise<Table[]> {
  const found = await run(
    connection,
    `select c.table_name as t, c.column_name as c, c.data_type as type, c.extra as extra
     from information_schema.columns c join information_schema.tables t
       on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = database() and t.table_type = 'BASE TABLE'
     order by c.table_name, c.ordinal_position`,
  );
  const tables = new Map<string, Table>();
  for (const { t, c, type, extra } of found) {
    const table = tables.get(String(t)) ?? { name: String(t), columns: [] };
    tables.set(table.name, table);
    if (!/\b(stored|virtual|persistent) generated\b/i.test(String(extra))) {
      table.columns.push({ name: String(c), kind: kindOf(String(type).toLowerCase()) });
    }
  }
  return [...tables.values()];
}

const plainTypes = new Set(["tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year"]);

function kindOf(type: string): Column["kind"] {
  if (plainTypes.has(type)) return "plain";
  return /binary|blob|^bit$|geometry|point|polygon|linestring/.test(type) ? "bytes" : "text";
}

const heading = [
  "SET NAMES utf8mb4;",
  "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00';",
  "SET SESSION foreign_key_checks = 0, unique_checks = 0;",
];

async function createStatement(connection: Connection, table: string): Promise<string> {
  const [row] = await run(connection, `show create table ${mysql.escapeId(table)}`);
  // Line breaks inside of quotes are escaped in it, so these only indent.
  return `${String(row?.["Create Table"]).replace(/\n\s*/g, " ")};`;
}

async function* inserts(
  connection: Connection,
  table: Table,
  rows: Map<string, number>,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const columns = table.columns.map(({ name }) => mysql.escapeId(name)).join(", ");
  const begin = `INSERT INTO ${mysql.escapeId(table.name)} (${columns}) VALUES `;
  let at = 0;
  const reading = connection.query({
    sql: `select ${columns} from ${mysql.escapeId(table.name)}`,
    rowsAsArray: true,
    // Columns are read in their order: the values as the server wrote them, not as this program would.
    typeCast: (field) => {
      const { kind } = table.columns[at];
      at = (at + 1) % table.columns.length;
      return literal(kind, field.buffer());
    },
  });
  let count = 0;
  let values: string[] = [];
  let bytes = 0;
  for await (const row of reading.stream({ highWaterMark: 100 }) as AsyncIterable<string[]>) {
    signal?.throwIfAborted();
    const tuple = `(${row.join(",")})`;
    values.push(tuple);
    bytes += tuple.length;
    count += 1;
    if (bytes >= statementBytes) {
      yield `${begin}${values.join(",")};`;
      values = [];
      bytes = 0;
    }
  }
  if (values.length > 0) yield `${begin}${values.join(",")};`;
  rows.set(table.name, count);
}

function literal(kind: Column["kind"], value: Buffer | null): string {
  if (value === null) return "NULL";
  if (kind === "plain") return value.toString("latin1");
  if (kind === "bytes") return value.length === 0 ? "''" : `x'${value.toString("hex")}'`;
  return mysql.escape(value.toString("utf8"));
}

async function sizeOf(connection: Connection): Promise<{ rows: number; files: number }> {
  const [tables] = await run(
    connection,
    "select coalesce(sum(data_length), 0) as n from information_schema.tables where table_schema = database()",
  );
  const [full] = await run(connection, "select coalesce(sum(bytes), 0) as n from blobs where refs > 0");
  const [derived] = await run(connection, "select coalesce(sum(bytes), 0) as n from variants");
  return { rows: Number(tables?.n), files: Number(full?.n) + Number(derived?.n) };
}

async function* blobsOf(connection: Connection): AsyncGenerator<SnapshotBlob> {
  for (let after = ""; ; ) {
    const found = await run(
      connection,
      `select b.id as id, b.sha256 as sha256, b.mime as mime from blobs b
       where b.refs > 0 and b.sha256 > ? order by b.sha256 limit ${blobBatch}`,
      [after],
    );
    const ids = found.map(({ id }) => Number(id));
    const derived =
      ids.length === 0 ? [] : await run(connection, "select blob_id, name from variants where blob_id in (?)", [ids]);
    for (const { id, sha256, mime } of found) {
      const variants = derived.filter((one) => Number(one.blob_id) === Number(id)).map(({ name }) => String(name));
      yield { sha256: String(sha256), mime: String(mime), variants };
    }
    if (found.length < blobBatch) return;
    after = String(found.at(-1)?.sha256);
  }
}

async function run(connection: Connection, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const [found] = await connection.promise().query(sql, values);
  return Array.isArray(found) ? found.map((row) => ({ ...row })) : [];
}
