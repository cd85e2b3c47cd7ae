"use client";

import { PlugZap } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { testBackendAction } from "@/lib/backends/actions";
import { ProblemWords } from "./problem-words";

/** Asks a backend whether pictures can be made, and says in words what is missing. */
export function ConnectionTest({ id, name }: { id: number; name: string }) {
  const t = useTranslations("admin.backends");
  const problems = useTranslations("admin.problems");
  const errorWords = useErrorWords();
  const { formAction, send, outcome, pending } = useSending(testBackendAction);
  const health = outcome?.ok ? outcome.value : null;
  return (
    <form
      action={formAction}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <input type="hidden" name="id" value={id} />
      <button type="submit" className="act" disabled={pending} aria-label={t("testLabel", { name })}>
        <PlugZap size={18} strokeWidth={1.75} aria-hidden />
        <span>{pending ? t("testing") : t("test")}</span>
      </button>
      <div role="status">
        {health?.ok && (
          <p className="text-sage">
            {problems("fine", { count: health.models.length })}
            {health.version && (
              <bdi dir="ltr" className="text-soft">
                {" "}
                ({health.version})
              </bdi>
            )}
          </p>
        )}
        {health && health.problems.length > 0 && (
          <ul className="text-15 text-ochre">
            {health.problems.map((problem) => (
              <li key={`${problem.code} ${problem.words}`}>
                <ProblemWords problem={problem} />
              </li>
            ))}
          </ul>
        )}
        {outcome?.ok === false && (
          <p className="text-crimson">{errorWords(outcome.error.code, outcome.error.message)}</p>
        )}
      </div>
    </form>
  );
}
