"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FieldNotes } from "@/components/account/field";
import { FormContext } from "@/components/account/form-state";
import { SelectField } from "@/components/account/select-field";
import { useErrorWords } from "@/components/ui/use-error-words";
import { type Failure, useSending } from "@/components/ui/use-sending";
import { importStylesAction, planImportAction } from "@/lib/backends/actions";
import type { ImportPlanDto } from "@/lib/backends/schema";
import { limits } from "@/lib/limits";
import { ImportPlan } from "./import-plan";

/** Styles out into a file, and in from one: first it is shown what would be added and changed, then it is done. */
export function StyleExchange({ models }: { models: { value: string; label: string }[] }) {
  const t = useTranslations("admin.styles.exchange");
  const id = useId();
  const planning = useSending(planImportAction);
  const importing = useSending(importStylesAction);
  const [isLarge, setLarge] = useState(false);
  const failure = planning.outcome?.ok === false && !isLarge ? planning.outcome : null;
  const planned = planning.outcome?.ok && !isLarge ? planning.outcome.value : null;
  const answered = importing.outcome?.ok ? importing.outcome.value : null;
  // What was answered is of the plan that was sent; a newer plan stands for itself.
  const plan = answered && planned && answered.text === planned.text ? answered : planned;
  const send = (sending: typeof planning | typeof importing) => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    // The server would refuse so much before it is read.
    const isLarge = file instanceof File && file.size > limits.styleFileMaxBytes;
    setLarge(isLarge);
    if (!isLarge) void sending.send(form);
  };
  const options = [{ value: "0", label: t("leaveOut") }, ...models];
  return (
    <>
      <p>
        <a className="act" href="/admin/styles/export" download>
          <Download size={18} strokeWidth={1.75} aria-hidden />
          <span>{t("export")}</span>
        </a>
      </p>
      <FormContext value={{ id, failure }}>
        <form
          action={planning.formAction}
          onSubmit={send(planning)}
          className="account-form"
          aria-label={t("import")}
          noValidate
        >
          <div className="entry">
            <label htmlFor={`${id}-file`}>{t("file")}</label>
            <input
              id={`${id}-file`}
              type="file"
              name="file"
              accept="application/json,.json"
              required
              aria-invalid={failure || isLarge ? true : undefined}
              aria-describedby={`${id}-file-wrong ${id}-file-hint`}
            />
            <FieldNotes id={`${id}-file`} wrong={null} hint={t("hint")} />
            <div id={`${id}-file-wrong`} role="alert">
              {isLarge && (
                <p className="entry-wrong">{t("tooLarge", { kilobytes: limits.styleFileMaxBytes / 1024 })}</p>
              )}
              <FileFault failure={failure} />
            </div>
          </div>
          {models.length > 0 && <SelectField name="modelId" label={t("model")} options={options} initial="0" />}
          <div className="account-send">
            <button type="submit" className="press-quiet" disabled={planning.pending}>
              {t("look")}
            </button>
          </div>
        </form>
      </FormContext>
      <div role="status" className="mt-6 empty:hidden">
        {plan && <ImportPlan plan={plan} isAnew={plan === answered && !plan.isDone} />}
      </div>
      {plan && !plan.isDone && counted(plan) > 0 && (
        <form action={importing.formAction} onSubmit={send(importing)} aria-label={t("confirm")} className="mt-6">
          <input type="hidden" name="text" value={plan.text} />
          <input type="hidden" name="modelId" value={plan.modelId} />
          <input type="hidden" name="digest" value={plan.digest} />
          <button type="submit" className="press" disabled={importing.pending}>
            {t("do", { count: counted(plan) })}
          </button>
        </form>
      )}
      <div role="alert">
        <FileFault failure={importing.outcome?.ok === false ? importing.outcome : null} />
      </div>
    </>
  );
}

function FileFault({ failure }: { failure: Failure | null }) {
  const t = useTranslations("admin.styles.exchange");
  const errorWords = useErrorWords();
  if (!failure) return null;
  const detail = failure.fields.file?.[0] ?? failure.fields.text?.[0];
  return (
    <p className="entry-wrong">
      {detail === undefined ? (
        errorWords(failure.error.code, failure.error.message)
      ) : (
        <>
          {t("unfit")}{" "}
          <bdi lang="en" className="text-soft">
            {detail}
          </bdi>
        </>
      )}
    </p>
  );
}

function counted({ entries }: ImportPlanDto): number {
  return entries.filter(({ does }) => does === "add" || does === "change").length;
}
