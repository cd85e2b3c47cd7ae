import { eq } from "drizzle-orm";
import { clock, secondMs } from "@/lib/clock";
import { type SettingKey, type SettingValue, settingSpecs } from "@/lib/settings";
import { database, type Executor } from "../client";
import { settings } from "../schema";

const keptMs = 2 * secondMs;
const kept = new Map<string, { value: unknown; until: number }>();

/** A setting's value: the database's when it is one that fits, else the default. Up to 2 s old. */
export async function findSetting<K extends SettingKey>(key: K): Promise<SettingValue<K>> {
  const spec = settingSpecs[key];
  const now = clock.now().getTime();
  const known = kept.get(key);
  let given = known?.value;
  if (!known || known.until < now) {
    const [row] = await database().select({ value: settings.value }).from(settings).where(eq(settings.key, key));
    given = row?.value;
    kept.set(key, { value: given, until: now + keptMs });
  }
  const parsed = spec.shape.safeParse(given);
  return (parsed.success ? parsed.data : spec.default) as SettingValue<K>;
}

/** Writes a setting. */
export async function saveSetting<K extends SettingKey>(
  on: Executor,
  key: K,
  value: SettingValue<K>,
  updatedBy: number | null = null,
): Promise<void> {
  const row = { value, updatedAt: clock.now(), updatedBy };
  await on
    .insert(settings)
    .values({ key, ...row })
    .onDuplicateKeyUpdate({ set: row });
  kept.delete(key);
}
