import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "./clock";
import { read } from "./env";
import messages from "./i18n/messages/en.json";
import { rateRules } from "./limiter/define";
import {
  fieldOfSetting,
  settingGroups,
  settingKeys,
  settingUnits,
  shownSettings,
  specOfSetting,
  textOfValue,
  valueOfText,
  variableOf,
} from "./settings";

const words: Record<string, { name: string; meaning: string; choices?: Record<string, string> }> =
  messages.settings.words;

test("each setting has a name, a meaning and a word for each of its choices; the other languages follow English", () => {
  expect(Object.keys(words).sort()).toEqual([...shownSettings].sort());
  expect(Object.keys(messages.settings.groups)).toEqual([...settingGroups]);
  for (const key of shownSettings) {
    const field = fieldOfSetting(key);
    const { name, meaning, choices = {} } = words[key];
    expect(name.length * meaning.length, key).toBeGreaterThan(0);
    expect(Object.keys(choices).sort(), key).toEqual(field.kind === "choice" ? [...field.choices].sort() : []);
  }
});

test("each number says what it counts, in words of its own, and a rate counts what the limiter counts", () => {
  const { units, zero } = messages.admin.settings;
  expect(Object.keys(units)).toEqual([...settingUnits]);
  for (const key of settingKeys) {
    const field = fieldOfSetting(key);
    if (specOfSetting(key).zero) expect(field, key).toMatchObject({ kind: "number", min: 0 });
    if (specOfSetting(key).zero) expect(Object.keys(zero), key).toContain(specOfSetting(key).zero);
  }
  const windows = { perMinute: minuteMs, perQuarterHour: 15 * minuteMs, perHour: hourMs, perDay: dayMs };
  const perWindow: Record<string, number> = { ...windows, megabytesPerDay: dayMs };
  for (const { setting, windowMs } of Object.values(rateRules)) {
    expect(perWindow[specOfSetting(setting).unit ?? ""], setting).toBe(windowMs);
  }
});

test("what is out of range is refused with the range, in a variable too", () => {
  const given = { ATELIER_SECRET: "x".repeat(32), ATELIER_TRASH_DAYS: "0" };
  expect(() => read(given)).toThrow("ATELIER_TRASH_DAYS: Please give a whole number from 1 to 3650.");
});

test("every default fits, comes back from its text, and no two settings share a variable", () => {
  for (const key of settingKeys) {
    const spec = specOfSetting(key);
    expect(spec.shape.safeParse(spec.default).success, key).toBe(true);
    expect(valueOfText(key, textOfValue(spec.default)), key).toEqual(spec.default);
  }
  expect(new Set(settingKeys.map(variableOf)).size).toBe(settingKeys.length);
});

test("the environment gives settings, and each that does not fit is named", () => {
  const ATELIER_SECRET = "x".repeat(32);
  const given = { ATELIER_TRASH_DAYS: "7", ATELIER_LINK_ORIGINS: "https://a.example, https://b.example", SMTP_URL: "" };
  expect(read({ ATELIER_SECRET, ...given }).given).toEqual({
    trash_days: 7,
    link_origins: ["https://a.example", "https://b.example"],
  });
  const wrong = { ATELIER_TRASH_DAYS: "many", ATELIER_GUEST_USE: "some", RESEND_API_KEY: "short" };
  expect(() => read({ ATELIER_SECRET, ...wrong })).toThrow(
    /ATELIER_GUEST_USE: [\s\S]*ATELIER_TRASH_DAYS: [\s\S]*RESEND_API_KEY: /,
  );
});

test("each setting is asked for by the product: none is shown that decides nothing", () => {
  const files = ["app", "components", "db", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  const product = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^lib\/settings\.ts$/.test(file));
  const text = product.map((file) => readFileSync(file, "utf8")).join("\n");
  const asksFor = (name: string) => new RegExp(`(?:Setting(?:WithSource)?\\((?:\\w+, )?|setting: )["\`]${name}["\`]`);
  const idle = shownSettings.filter((key) => {
    // Limits by role are asked for with the role.
    const byRole = key.replace(/_(?:user|member|admin)$/, "_\\$\\{role\\}");
    return !asksFor(key).test(text) && !asksFor(byRole).test(text);
  });
  expect(idle).toEqual([]);
});

test("what the product notes for itself cannot be given from outside", () => {
  expect(read({ ATELIER_SECRET: "x".repeat(32), ATELIER_WELCOME_DONE: "true" }).given).toEqual({});
});
