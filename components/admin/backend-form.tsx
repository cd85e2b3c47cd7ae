"use client";

import { useTranslations } from "next-intl";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { SelectField } from "@/components/account/select-field";
import { changeBackendAction, createBackendAction } from "@/lib/backends/actions";
import type { BackendDto, BackendKind } from "@/lib/backends/schema";
import { type ConfigField, configFields } from "./config-fields";

/** Adds a backend of a kind, or changes one. Secrets are written only: an empty field leaves what is kept. */
export function BackendForm({ kind, backend }: { kind: BackendKind; backend: BackendDto | null }) {
  const t = useTranslations("admin.backends");
  const fields = configFields[kind];
  return (
    <AccountForm<unknown>
      action={backend ? changeBackendAction : createBackendAction}
      submit={backend ? t("save") : t("create")}
      done={backend ? t("saved") : t("created")}
      clears={!backend}
      look={backend ? "quiet" : "press"}
      label={backend ? t("changeLabel", { name: backend.name }) : t(`adds.${kind}`)}
    >
      {backend ? (
        <input type="hidden" name="id" value={backend.id} />
      ) : (
        <input type="hidden" name="kind" value={kind} />
      )}
      {!backend && <input type="hidden" name="enabled" value="on" />}
      <Field name="name" label={t("name")} initial={backend?.name ?? t(`kinds.${kind}`)} maxLength={100} required />
      {fields.main.map((field) => (
        <ConfigEntry key={field.name} field={field} backend={backend} />
      ))}
      <details>
        <summary className="act act-word">{t("more")}</summary>
        <div className="grid gap-5 pt-3">
          <Field
            name="concurrency"
            type="number"
            min={1}
            max={16}
            label={t("concurrency")}
            initial={String(backend?.concurrency ?? 1)}
          />
          {fields.more.map((field) => (
            <ConfigEntry key={field.name} field={field} backend={backend} />
          ))}
        </div>
      </details>
    </AccountForm>
  );
}

type Words = Parameters<ReturnType<typeof useTranslations<"admin.backends.config">>>[0];

function ConfigEntry({ field, backend }: { field: ConfigField; backend: BackendDto | null }) {
  const t = useTranslations("admin.backends.config");
  const { words = field.name } = field;
  const label = t(`${words}.label` as Words);
  const name = `config.${field.name}`;
  const given = backend?.config[field.name];
  const initial = given === undefined ? undefined : String(given);
  if (field.type === "choice") {
    const options = field.choices.map((value) => ({ value, label: t(`${words}.${value}` as Words) }));
    return <SelectField name={name} label={label} options={options} initial={initial ?? field.choices[0]} />;
  }
  if (field.type === "number") {
    return <Field name={name} label={label} type="number" min={field.min} max={field.max} initial={initial} />;
  }
  const isKept = backend?.keptSecrets.includes(field.name);
  return (
    <Field
      name={name}
      label={label}
      type={field.type}
      initial={field.type === "password" ? undefined : (initial ?? field.initial)}
      hint={isKept ? t("kept") : undefined}
      required={field.isRequired}
      autoComplete={field.type === "password" ? "new-password" : "off"}
      dir="ltr"
    />
  );
}
