import { getFormatter, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import type { SettingUnit } from "@/lib/settings";
import { changeSettingsAction, resetSettingAction } from "@/lib/site/actions";
import type { SettingDto } from "@/lib/site/schema";
import { SettingField } from "./setting-field";

/** One setting: what it is called, how it is and why, and beneath, how to change it. */
export async function SettingRow({ setting }: { setting: SettingDto }) {
  const [t, words, format] = await Promise.all([
    getTranslations("admin.settings"),
    settingWords(setting),
    getFormatter(),
  ]);
  const { key, field, source, defaultText, variable, hint } = setting;
  const { name, meaning } = words;
  const range =
    field.kind === "number" &&
    t("range", { min: format.number(field.min), max: amountOf(field.max, field.unit, t, format) });
  const kept = hint !== null && t("secret", { hint });
  return (
    <li className="setting" id={key}>
      <details>
        <summary aria-label={t("changeLabel", { name })}>
          <span>
            <span className="setting-name">{name}</span>
            <span className="setting-meaning">{meaning}</span>
          </span>
          <span className="setting-value">
            <bdi>{words.shown}</bdi>
            <span className={source === "database" ? "text-sage" : undefined}>{t(source)}</span>
          </span>
        </summary>
        <div className="setting-more">
          <AccountForm action={changeSettingsAction} submit={t("save")} done={t("saved")} look="quiet" label={name}>
            <SettingField
              key={setting.text}
              setting={setting}
              label={name}
              hint={kept || range || undefined}
              choices={words.choices}
            />
          </AccountForm>
          <p className="ledger-facts">
            {!setting.isSecret && <span>{t("defaultIs", { value: words.wordOf(defaultText) })}</span>}
            <span>{t("variable", { name: variable })}</span>
          </p>
          {source === "database" && (
            <AccountForm action={resetSettingAction} submit={t("reset")} look="act" label={t("resetLabel", { name })}>
              <input type="hidden" name="key" value={key} />
            </AccountForm>
          )}
        </div>
      </details>
    </li>
  );
}

/** A setting in the viewer's words: its name and meaning, its choices, and its present value. */
export async function settingWords({ key, field, zero, text, hint, options, isSecret }: SettingDto) {
  const [t, own, format] = await Promise.all([
    getTranslations("settings.words"),
    getTranslations("admin.settings"),
    getFormatter(),
  ]);
  const said = (path: string) => t(path as Parameters<typeof t>[0]);
  const choices = Object.fromEntries(
    field.kind === "choice" ? field.choices.map((choice) => [choice, said(`${key}.choices.${choice}`)]) : [],
  );
  const wordOf = (value: string): string => {
    if (value === "") return own("none");
    if (field.kind === "number") {
      return zero && value === "0" ? own(`zero.${zero}`) : amountOf(Number(value), field.unit, own, format);
    }
    if (field.kind === "switch") return own(value === "true" ? "on" : "off");
    if (field.kind === "text" && field.isLong) return own("written", { count: value.length });
    return choices[value] ?? options?.find((option) => option.value === value)?.label ?? value.replaceAll("\n", ", ");
  };
  const shown = isSecret ? (hint ?? own("none")) : wordOf(text);
  return { name: said(`${key}.name`), meaning: said(`${key}.meaning`), choices, wordOf, shown };
}

type Words = Awaited<ReturnType<typeof getTranslations<"admin.settings">>>;
type Format = Awaited<ReturnType<typeof getFormatter>>;

/** So many of a unit, in words. */
function amountOf(count: number, unit: SettingUnit, t: Words, format: Format): string {
  return t("amount", { number: format.number(count), unit: t(`units.${unit}`, { count }) });
}
