import { findMigrations } from "@/db/migrate";
import { describeServer, type ServerFacts } from "@/db/queries/health";
import { clock, secondMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { type FindingDto, finding } from "../schema";

const packetMinBytes = 16 * 1024 * 1024;
/** Clocks further apart make leases and sign-ins end at the wrong moment. */
const clockMaxMs = 5 * secondMs;
const outages =
  /^(ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ETIMEDOUT|PROTOCOL_|ER_ACCESS|ER_DBACCESS|ER_CON_COUNT|HANDSHAKE)/;

/** Whether the database answers, is the right one, and has the tables of this program. */
export async function examineDatabase(): Promise<FindingDto[]> {
  const url = env().DATABASE_URL;
  if (!url) return [finding("databaseDown", { detail: "DATABASE_URL is not set." })];
  try {
    const { made, pending } = await findMigrations(url);
    if (made === 0) return [finding("schemaBehind", { count: pending })];
    const asked = clock.now().getTime();
    const facts = await describeServer();
    // Half of the way there and back.
    const now = (asked + clock.now().getTime()) / 2;
    const found = [...findSettings(facts), ...findSchema(pending), ...findClock(facts.now.getTime() - now)];
    return found.length > 0 ? found : [finding("databaseFine", { version: facts.version })];
  } catch (error) {
    const code = codeOf(error);
    if (code === null || !outages.test(code)) throw error;
    return [finding("databaseDown", { detail: code })];
  }
}

function findSettings({ version, packetBytes, charset, unsafeTables }: ServerFacts): FindingDto[] {
  const found: FindingDto[] = [];
  if (isTooOld(version)) found.push(finding("databaseOld", { version }));
  const megabytes = Math.floor(packetBytes / 1024 / 1024);
  if (packetBytes < packetMinBytes) found.push(finding("databasePacket", { megabytes }));
  if (charset !== "utf8mb4") found.push(finding("databaseCharset", { charset }));
  if (unsafeTables.length > 0) found.push(finding("databaseEngine", { tables: unsafeTables.join(", ") }));
  return found;
}

/** MariaDB from 10.6, MySQL from 8.0. */
function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return /mariadb/i.test(version) ? major < 10 || (major === 10 && minor < 6) : major < 8;
}

function findSchema(pending: number): FindingDto[] {
  if (pending === 0) return [];
  return [pending > 0 ? finding("schemaBehind", { count: pending }) : finding("schemaAhead", { count: -pending })];
}

function findClock(offMs: number): FindingDto[] {
  if (Math.abs(offMs) <= clockMaxMs) return [];
  return [finding("clockOff", { seconds: Math.round(Math.abs(offMs) / 1000) })];
}

function codeOf(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return null;
}
