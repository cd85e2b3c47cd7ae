"use client";

import { useMessages, useTranslations } from "next-intl";
import { AccountForm } from "@/components/account/account-form";
import { Field } from "@/components/account/field";
import { SelectField } from "@/components/account/select-field";
import { TextField } from "@/components/account/text-field";
import { changeStyleAction, createStyleAction } from "@/lib/backends/actions";
import type { AdminStyleDto, ParamDto } from "@/lib/backends/schema";
import { Meanwhile, SeenField } from "./seen-field";
import { StyleTry } from "./style-try";
import { WorkflowField } from "./workflow-field";

/** Adds a style of words for a model, or changes a style. */
export function StyleForm({
  style,
  spoken = "",
  models,
  takesWorkflows,
}: {
  style: AdminStyleDto | null;
  /** Its title in the viewer's language. */
  spoken?: string;
  models: { value: string; label: string }[];
  /** Whether any backend knows workflows. */
  takesWorkflows: boolean;
}) {
  const t = useTranslations("admin.styles");
  const isPrompt = style?.kind !== "filter";
  const hasWorkflow = isPrompt && (takesWorkflows || Boolean(style?.workflow));
  return (
    <AccountForm
      action={style ? changeStyleAction : createStyleAction}
      submit={style ? t("save") : t("create")}
      done={style ? t("saved") : t("created")}
      clears={!style}
      look={style ? "quiet" : "press"}
      label={style ? t("changeLabel", { title: spoken }) : t("add")}
    >
      {style ? (
        <>
          <input type="hidden" name="id" value={style.id} />
          <SeenField initial={style.seen} />
        </>
      ) : (
        <input type="hidden" name="enabled" value="on" />
      )}
      {style?.isShipped ? (
        <p className="text-15 text-soft">{t("shipped")}</p>
      ) : (
        <>
          <Field name="title" label={t("titleField")} initial={style?.title} maxLength={100} required />
          <Meanwhile name="title" />
          <TextField
            name="description"
            label={t("description")}
            initial={style?.description}
            maxLength={500}
            rows={2}
          />
          <Meanwhile name="description" />
        </>
      )}
      {isPrompt && <PromptFields style={style} models={models} />}
      <Field
        name="strength"
        type="number"
        min={0}
        max={1}
        step={0.05}
        label={t("strength")}
        initial={String(style?.strength ?? 0.6)}
      />
      <Meanwhile name="strength" />
      {!style?.isShipped && style?.params.map((param) => <ParamEntry key={param.name} param={param} />)}
      {hasWorkflow && (
        <>
          <WorkflowField initial={style?.workflow ?? ""} />
          <Meanwhile name="workflow" />
        </>
      )}
      <StyleTry style={style} />
    </AccountForm>
  );
}

function PromptFields({ style, models }: { style: AdminStyleDto | null; models: { value: string; label: string }[] }) {
  const t = useTranslations("admin.styles");
  const model = style ? String(style.model.id) : (models[0]?.value ?? "");
  return (
    <>
      <SelectField name="modelId" label={t("model")} options={models} initial={model} />
      <Meanwhile name="modelId" options={models} />
      <TextField
        name="promptTemplate"
        label={t("template")}
        hint={t("templateHint", { gap: "{{prompt}}" })}
        initial={style?.promptTemplate}
        maxLength={4000}
        rows={3}
      />
      <Meanwhile name="promptTemplate" />
      <TextField
        name="negativePrompt"
        label={t("negative")}
        initial={style?.negativePrompt}
        maxLength={4000}
        rows={2}
      />
      <Meanwhile name="negativePrompt" />
    </>
  );
}

/** A parameter of the style's filter or backend, by its name in the viewer's language. */
function ParamEntry({ param }: { param: ParamDto }) {
  const messages = useMessages();
  const { names, choices } = messages.params;
  const name = `params.${param.name}`;
  const label = wordOf(names, param.name);
  if (param.kind === "choice") {
    const options = param.choices.map((value) => ({ value, label: wordOf(choices, value) }));
    return (
      <>
        <SelectField name={name} label={label} options={options} initial={String(param.value)} />
        <Meanwhile name={name} options={options} />
      </>
    );
  }
  const { min, max, step } = param;
  const bounds = { min: min ?? undefined, max: max ?? undefined, step: step ?? "any" };
  return (
    <>
      <Field name={name} label={label} type="number" {...bounds} initial={String(param.value)} />
      <Meanwhile name={name} />
    </>
  );
}

function wordOf(words: Record<string, string>, name: string): string {
  return Object.hasOwn(words, name) ? words[name] : name;
}
