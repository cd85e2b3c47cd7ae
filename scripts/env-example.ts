import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { envSchema } from "../lib/env";
import messages from "../lib/i18n/messages/en.json";
import { fieldOfSetting, shownSettings, specOfSetting, variableOf } from "../lib/settings";

const begins = "# The settings that administrators change in the browser";
const lineMax = 120;

/** The part of `.env.example` that tells of the settings: each with its meaning, its limits and its default. */
export function settingsPart(): string {
  const head = [
    `${begins}, as they are until then. What is saved there wins over a`,
    "# variable, and a variable over the default. Lists are comma-separated.",
  ];
  const own = shownSettings.filter((key) => !(variableOf(key) in envSchema.shape));
  return [...head, ...own.flatMap((key) => ["", ...told(key)])].join("\n");
}

/** `.env.example` with that part as it is now. */
export function withSettingsPart(example: string): string {
  const at = example.indexOf(begins);
  return `${(at < 0 ? example : example.slice(0, at)).trimEnd()}\n\n${settingsPart()}\n`;
}

function told(key: (typeof shownSettings)[number]): string[] {
  const { name, meaning } = messages.settings.words[key as keyof typeof messages.settings.words];
  const field = fieldOfSetting(key);
  const limits = {
    choice: () => (field.kind === "choice" ? ` ${field.choices.join(", ")}.` : ""),
    number: () => (field.kind === "number" ? ` ${field.min} to ${field.max}.` : ""),
    switch: () => " true or false.",
    text: () => "",
    list: () => "",
  }[field.kind]();
  const given = specOfSetting(key).default;
  const value = Array.isArray(given) ? given.join(",") : String(given);
  return [...wrapped(`${name}. ${meaning}${limits}`), `# ${variableOf(key)}=${value}`];
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= lineMax) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const file = path.resolve(".env.example");
  writeFileSync(file, withSettingsPart(readFileSync(file, "utf8")));
}
