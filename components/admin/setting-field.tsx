"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Choices } from "@/components/account/choices";
import { Field } from "@/components/account/field";
import { SelectField } from "@/components/account/select-field";
import { TextField } from "@/components/account/text-field";
import { fieldNameOf, type SettingDto } from "@/lib/site/schema";

/** What a setting is filled in with: by what it is, a choice, a number, lines, or a secret that is only written. */
export function SettingField({
  setting,
  label,
  hint,
  choices,
}: {
  setting: SettingDto;
  label: string;
  hint: ReactNode;
  /** The words of each choice. */
  choices: Record<string, string>;
}) {
  const t = useTranslations("admin.settings");
  const { key, field, text, options, isSecret } = setting;
  const name = fieldNameOf(key);
  if (options) return <SelectField name={name} label={label} options={withPresent(options, text)} initial={text} />;
  if (field.kind === "choice" || field.kind === "switch") {
    const words: Record<string, string> = { true: t("on"), false: t("off"), ...choices };
    const values = field.kind === "choice" ? field.choices : ["true", "false"];
    const asked = values.map((value) => ({ value, label: words[value] ?? value }));
    return <Choices name={name} label={label} options={asked} chosen={[text]} />;
  }
  if (field.kind === "number") {
    const { min, max, unit } = field;
    return (
      <Field
        name={name}
        label={label}
        hint={hint}
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        initial={text}
        unitOf={(typed) => t(`units.${unit}`, { count: Number(typed) || 0 })}
      />
    );
  }
  if (field.isLong) return <TextField name={name} label={label} hint={hint} initial={text} rows={lines(text)} />;
  if (isSecret) {
    return <Field name={name} label={label} hint={hint} type="password" autoComplete="new-password" dir="ltr" />;
  }
  return <Field name={name} label={label} hint={hint} initial={text} autoComplete="off" dir="auto" />;
}

/** What is set now can be chosen even when it is not offered any more. */
function withPresent(options: { value: string; label: string }[], text: string) {
  return options.some(({ value }) => value === text) ? options : [{ value: text, label: text }, ...options];
}

function lines(text: string): number {
  return Math.min(24, Math.max(4, text.split("\n").length + 2));
}
