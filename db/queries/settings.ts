import { asc, eq } from "drizzle-orm";
import { clock, secondMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { seal, unseal } from "@/lib/seal";
import {
  type SettingKey,
  type SettingSource,
  type SettingValue,
  settingKeys,
  settingSpecs,
  specOfSetting,
} from "@/lib/settings";
import { database, type Executor } from "../client";
import { settings } from "../schema";

const keptMs = 2 * secondMs;

type Given = ReadonlyMap<string, unknown>;

/** All rows at once: one query in 2 s, however many settings are asked for. */
let kept: { rows: Promise<Given>; until: number } | null = null;

/** A setting's value: the database's when there is one that fits, else the environment's, else the default. Up to 2 s old. */
export async function findSetting<K extends SettingKey>(key: K): Promise<SettingValue<K>> {
  return (await findSettingWithSource(key)).value;
}

/** The same, with where it comes from. */
export async function findSettingWithSource<K extends SettingKey>(
  key: K,
): Promise<{ value: SettingValue<K>; source: SettingSource }> {
  return resolve(key, await keptRows());
}

/** The same as the transaction sees it, with its row locked. */
export async function lockSetting<K extends SettingKey>(
  on: Executor,
  key: K,
): Promise<{ value: SettingValue<K>; source: SettingSource }> {
  const rows = await on.select().from(settings).where(eq(settings.key, key)).for("update");
  return resolve(key, new Map(rows.map((row) => [row.key, row.value])));
}

/** A setting's value as the transaction sees it: in the midst of one nobody waits for a second connection. */
export async function readSetting<K extends SettingKey>(on: Executor, key: K): Promise<SettingValue<K>> {
  const rows = await on.select().from(settings).where(eq(settings.key, key));
  return resolve(key, new Map(rows.map((row) => [row.key, row.value]))).value;
}

/** Where people reach the site, without a trailing slash: what links in mails and feeds begin with. */
export async function findPublicUrl(): Promise<string> {
  const given = await findSetting("public_url");
  return (given || env().PUBLIC_URL).replace(/\/+$/, "");
}

/** Writes a setting. */
export async function saveSetting<K extends SettingKey>(
  on: Executor,
  key: K,
  value: SettingValue<K>,
  updatedBy: number | null = null,
): Promise<void> {
  const stored = specOfSetting(key).isSecret ? seal("secrets", contextOf(key), JSON.stringify(value)) : value;
  const row = { value: stored, updatedAt: clock.now(), updatedBy };
  await on
    .insert(settings)
    .values({ key, ...row })
    .onDuplicateKeyUpdate({ set: row });
  forgetSettings();
}

/** Takes a setting out of the database, so that environment or default counts. */
export async function deleteSetting(on: Executor, key: SettingKey): Promise<void> {
  await on.delete(settings).where(eq(settings.key, key));
  forgetSettings();
}

/** What is asked next is read anew. For after the transaction of a change. */
export function forgetSettings(): void {
  kept = null;
}

/** Secret settings that the present key does not open. */
export async function listSealedSettings(): Promise<SettingKey[]> {
  const rows = await readRows();
  return settingKeys.filter((key) => rows.has(key) && opened(key, rows.get(key)) === undefined);
}

function keptRows(): Promise<Given> {
  const now = clock.now().getTime();
  if (kept && kept.until >= now) return kept.rows;
  const reading = { rows: readRows(), until: now + keptMs };
  kept = reading;
  // What could not be read is asked for again.
  reading.rows.catch(() => {
    if (kept === reading) kept = null;
  });
  return reading.rows;
}

async function readRows(): Promise<Given> {
  const rows = await database()
    .select({ key: settings.key, value: settings.value })
    .from(settings)
    .orderBy(asc(settings.key))
    .limit(settingKeys.length * 2);
  return new Map(rows.map(({ key, value }) => [key, value]));
}

function resolve<K extends SettingKey>(key: K, rows: Given): { value: SettingValue<K>; source: SettingSource } {
  const spec = settingSpecs[key];
  const stored = rows.has(key) ? spec.shape.safeParse(opened(key, rows.get(key))) : null;
  if (stored?.success) return { value: stored.data as SettingValue<K>, source: "database" };
  const { given } = env();
  if (Object.hasOwn(given, key)) return { value: given[key] as SettingValue<K>, source: "environment" };
  return { value: spec.default as SettingValue<K>, source: "default" };
}

/** A secret that was sealed by another installation's key is as good as none. */
function opened(key: SettingKey, stored: unknown): unknown {
  if (!specOfSetting(key).isSecret) return stored;
  try {
    return JSON.parse(unseal("secrets", contextOf(key), String(stored)));
  } catch (error) {
    log.warn({ setting: key, err: error }, "a secret setting cannot be opened with this installation's key");
    return undefined;
  }
}

function contextOf(key: SettingKey): string {
  return `setting:${key}`;
}
