"use client";

import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { limits } from "@/lib/limits";
import { reportAction } from "@/lib/moderation/actions";
import { reportKinds } from "@/lib/moderation/schema";

/** Tells whoever runs the place that a picture should not be shown to everyone. */
export function Report({ id }: { id: number }) {
  const t = useTranslations("picture.report");
  const failureWords = useFailureWords();
  const { formAction, send, outcome, pending } = useSending(reportAction);
  const typed = outcome?.ok === false ? outcome.typed : null;
  return (
    <details className="picture-edit" open={outcome ? true : undefined}>
      <summary className="act">
        <Flag size={18} strokeWidth={1.75} aria-hidden />
        <span>{t("label")}</span>
      </summary>
      <p role="status" className="py-3 text-15 text-sage empty:hidden">
        {outcome?.ok ? t("done") : null}
      </p>
      {!outcome?.ok && (
        <form
          action={formAction}
          className="grid gap-4 py-3"
          onSubmit={(event) => {
            event.preventDefault();
            void send(new FormData(event.currentTarget));
          }}
        >
          <input type="hidden" name="id" value={id} />
          <p className="max-w-prose text-13 text-quiet">{t("lead")}</p>
          <fieldset>
            <legend className="text-13 text-soft">{t("kind")}</legend>
            {reportKinds.map((kind) => (
              <label key={kind} className="flex min-h-10 w-fit items-center gap-2 text-15">
                <input type="radio" name="kind" value={kind} required defaultChecked={typed?.kind === kind} />
                {t(`kinds.${kind}`)}
              </label>
            ))}
          </fieldset>
          <label className="field">
            {t("reason")}
            <textarea
              name="reason"
              dir="auto"
              rows={3}
              defaultValue={typed?.reason}
              maxLength={limits.reportReasonMaxChars}
            />
          </label>
          {outcome?.ok === false && (
            <p role="alert" className="text-13 text-crimson">
              {failureWords(outcome)}
            </p>
          )}
          <button type="submit" className="press-quiet w-fit" disabled={pending}>
            {t("send")}
          </button>
        </form>
      )}
    </details>
  );
}
