"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { FieldNotes } from "@/components/account/field";
import { useFieldState } from "@/components/account/form-state";
import { readWorkflowAction } from "@/lib/backends/actions";
import type { WorkflowDto } from "@/lib/backends/schema";
import { ProblemWords } from "./problem-words";

/**
 * A workflow of the style's own: pasted, then read, which puts placeholders where they seem to belong and tells what the
 * server lacks, to be looked over before it is kept.
 */
export function WorkflowField({ initial }: { initial: string }) {
  const t = useTranslations("admin.styles");
  const { id, typed, wrong } = useFieldState("workflow");
  const [text, setText] = useState(typed ?? initial);
  const [found, setFound] = useState<WorkflowDto | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const place = useRef<HTMLTextAreaElement>(null);

  async function read() {
    const model = new FormData(place.current?.form ?? undefined).get("modelId");
    const form = new FormData();
    form.set("modelId", String(model));
    form.set("workflow", text);
    const outcome = await readWorkflowAction(null, form).catch(() => null);
    setFound(outcome?.ok ? outcome.value : null);
    setFault(
      outcome?.ok ? null : outcome ? (Object.values(outcome.fields)[0]?.[0] ?? outcome.error.message) : t("unread"),
    );
    if (outcome?.ok) setText(outcome.value.workflow);
  }

  return (
    <details open={wrong ? true : undefined}>
      <summary className="act act-word">{t("workflow")}</summary>
      <div className="entry">
        <label htmlFor={id}>{t("workflow")}</label>
        <textarea
          ref={place}
          id={id}
          name="workflow"
          dir="ltr"
          rows={12}
          maxLength={500_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-invalid={wrong || fault ? true : undefined}
          aria-describedby={`${id}-hint`}
        />
        <FieldNotes id={id} wrong={wrong ?? fault} hint={t("workflowHint")} />
      </div>
      <button type="button" className="act act-word needs-script" onClick={read} disabled={text.trim() === ""}>
        {t("readWorkflow")}
      </button>
      <div role="status">
        {found && (
          <>
            <p className={found.problems.length > 0 ? "text-ochre" : "text-sage"}>
              {t("placed", { count: found.suggestions.length })}
            </p>
            <ul className="list-disc ps-5 text-13">
              {found.suggestions.map(({ node, classType, input, from, to }) => (
                <li key={`${node} ${input}`} lang="en" dir="ltr">
                  {node} {classType}, {input}: {from} → {to}
                </li>
              ))}
              {found.problems.map((problem) => (
                <li key={`${problem.code} ${problem.words}`} className="text-ochre">
                  <ProblemWords problem={problem} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </details>
  );
}
