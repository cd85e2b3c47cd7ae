"use client";

import { useTranslations } from "next-intl";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { SelectField } from "@/components/account/select-field";
import { TextField } from "@/components/account/text-field";
import { changeStyleAction, createStyleAction } from "@/lib/backends/actions";
import type { AdminStyleDto, ParamDto } from "@/lib/backends/schema";
import { WorkflowField } from "./workflow-field";

/** Adds a style of words for a model, or changes a style. */
export function StyleForm({
  style,
  spoken = "",
  models,
}: {
  style: AdminStyleDto | null;
  /** Its title in the viewer's language. */
  spoken?: string;
  models: { value: string; label: string }[];
}) {
  const t = useTranslations("admin.styles");
  const isPrompt = style?.kind !== "filter";
  return (
    <AccountForm
      action={style ? changeStyleAction : createStyleAction}
      submit={style ? t("save") : t("create")}
      done={style ? t("saved") : t("created")}
      clears={!style}
      look={style ? "quiet" : "press"}
      label={style ? t("changeLabel", { title: spoken }) : t("add")}
    >
      {style ? <input type="hidden" name="id" value={style.id} /> : <input type="hidden" name="enabled" value="on" />}
      <Field name="title" label={t("titleField")} initial={style?.title} maxLength={100} required />
      <TextField name="description" label={t("description")} initial={style?.description} maxLength={500} rows={2} />
      {isPrompt && (
        <>
          <SelectField
            name="modelId"
            label={t("model")}
            options={models}
            initial={style ? String(style.model.id) : (models[0]?.value ?? "")}
          />
          <TextField
            name="promptTemplate"
            label={t("template")}
            hint={t("templateHint", { gap: "{{prompt}}" })}
            initial={style?.promptTemplate}
            maxLength={4000}
            rows={3}
          />
          <TextField
            name="negativePrompt"
            label={t("negative")}
            initial={style?.negativePrompt}
            maxLength={4000}
            rows={2}
          />
        </>
      )}
      <Field
        name="strength"
        type="number"
        min={0}
        max={1}
        step={0.05}
        label={t("strength")}
        initial={String(style?.strength ?? 0.6)}
      />
      {style?.params.map((param) => (
        <ParamEntry key={param.name} param={param} />
      ))}
      {isPrompt && <WorkflowField initial={style?.workflow ?? ""} />}
    </AccountForm>
  );
}

function ParamEntry({ param }: { param: ParamDto }) {
  const name = `params.${param.name}`;
  if (param.kind === "choice") {
    const options = param.choices.map((value) => ({ value, label: value }));
    return <SelectField name={name} label={param.name} options={options} initial={String(param.value)} />;
  }
  return (
    <Field
      name={name}
      label={param.name}
      type="number"
      min={param.min ?? undefined}
      max={param.max ?? undefined}
      step={param.step ?? "any"}
      initial={String(param.value)}
    />
  );
}
