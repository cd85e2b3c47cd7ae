import { inTransaction, type Transaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { deleteSetting, findSettingWithSource, forgetSettings, lockSetting, saveSetting } from "@/db/queries/settings";
import { listEnabledStyles } from "@/db/queries/styles";
import { requireAdministrator } from "@/lib/admin/policy";
import { AppError } from "@/lib/errors";
import {
  fieldOfSetting,
  type SettingKey,
  type SettingSource,
  type SettingValue,
  settingSpecs,
  shownSettings,
  specOfSetting,
  textOfValue,
  valueOfText,
  variableOf,
} from "@/lib/settings";
import { nobody, type Viewer } from "@/lib/viewer";
import { fieldNameOf, type SettingDto, type SettingsInput } from "../schema";

/** Every setting of the product as it is now, secrets aside. @throws AppError `not_found` */
export async function listSettings(viewer: Viewer): Promise<SettingDto[]> {
  requireAdministrator(viewer);
  const styles = (await listEnabledStyles(nobody)).map(({ slug, title }) => ({ value: slug, label: title }));
  return Promise.all(
    shownSettings.map(async (key) => {
      const { value, source } = await findSettingWithSource(key);
      const { group, isSecret = false, zero = null } = specOfSetting(key);
      if (group === null) throw new Error(`${key} is shown to nobody.`);
      return {
        key,
        group,
        field: fieldOfSetting(key),
        zero,
        text: isSecret ? "" : textOfValue(value),
        defaultText: textOfValue(settingSpecs[key].default),
        hint: isSecret ? secretHint(String(value)) : null,
        isSecret,
        source,
        variable: variableOf(key),
        options: key === "default_style" ? styles : null,
      };
    }),
  );
}

/**
 * Sets settings from what was typed, all of them or none; they hold at once, and everywhere within 2 s.
 *
 * @throws AppError `not_found`, `invalid` with what is wrong by `setting.KEY`
 */
export async function changeSettings(viewer: Viewer, input: SettingsInput): Promise<void> {
  const { id } = requireAdministrator(viewer);
  const typed = Object.entries(input) as [SettingKey, string][];
  const given = await Promise.all(
    typed.map(async ([key, text]) => [key, await requireFitting(key, text, fieldNameOf(key))] as const),
  );
  await inTransaction(async (tx) => {
    for (const [key, value] of given) await setSetting(tx, id, key, value);
  });
  forgetSettings();
}

/** Lets environment or default count again. @throws AppError `not_found` */
export async function resetSetting(viewer: Viewer, key: SettingKey): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    const before = await lockSetting(tx, key);
    if (before.source !== "database") return;
    await deleteSetting(tx, key);
    const after = await lockSetting(tx, key);
    await insertAuditEntry(tx, {
      actorId,
      action: "setting.reset",
      subject: `setting:${key}`,
      before: told(key, before),
      after: told(key, after),
    });
  });
  forgetSettings();
}

/** Writes a setting in a transaction and notes it; nothing happens when it is so already. */
export async function setSetting<K extends SettingKey>(
  tx: Transaction,
  actorId: number,
  key: K,
  value: SettingValue<K>,
): Promise<void> {
  const before = await lockSetting(tx, key);
  if (JSON.stringify(before.value) === JSON.stringify(value)) return;
  await saveSetting(tx, key, value, actorId);
  await insertAuditEntry(tx, {
    actorId,
    action: "setting.change",
    subject: `setting:${key}`,
    before: told(key, before),
    after: told(key, { value, source: "database" }),
  });
}

/** What was typed as the setting's value. @throws AppError `invalid` */
export async function requireFitting<K extends SettingKey>(
  key: K,
  typed: string,
  field: string,
): Promise<SettingValue<K>> {
  const parsed = specOfSetting(key).shape.safeParse(valueOfText(key, typed));
  if (!parsed.success) throw new AppError("invalid", { fields: { [field]: [parsed.error.issues[0].message] } });
  if (key === "default_style") {
    const isThere = (await listEnabledStyles(nobody)).some(({ slug }) => slug === parsed.data);
    if (!isThere) throw new AppError("invalid", { fields: { [field]: ["Please choose a style."] } });
  }
  return parsed.data as SettingValue<K>;
}

/** A value as the audit log keeps it: of a secret only whether there is one. */
function told(key: SettingKey, { value, source }: { value: unknown; source: SettingSource }) {
  if (!specOfSetting(key).isSecret) return { value, source };
  return { value: value === "" ? "none" : "given, not shown", source };
}

/** Of an address the host, of a key its last characters; nothing that opens anything. */
export function secretHint(secret: string): string | null {
  if (secret === "") return null;
  if (URL.canParse(secret) && new URL(secret).host !== "") {
    const { protocol, host } = new URL(secret);
    return `${protocol}//…@${host}`;
  }
  return `…${secret.slice(-2)}`;
}
