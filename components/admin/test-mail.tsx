"use client";

import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { sendTestMailAction } from "@/lib/site/actions";

/** Sends a mail to oneself, and says what the mail service said. */
export function TestMail() {
  const t = useTranslations("admin.mailForm");
  const errorWords = useErrorWords();
  const { formAction, send, outcome, pending } = useSending(sendTestMailAction);
  const result = outcome?.ok ? outcome.value : null;
  return (
    <form
      action={formAction}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <button type="submit" className="act" disabled={pending}>
        <Send size={18} strokeWidth={1.75} aria-hidden />
        <span>{pending ? t("testing") : t("test")}</span>
      </button>
      <div role="status">
        {result?.isSent && <p className="text-sage">{t("sent", { to: result.to })}</p>}
        {result && !result.isSent && (
          <p className="text-ochre">
            {result.said === null ? (
              t("local")
            ) : (
              <>
                {t("refused")}{" "}
                <bdi lang="en" dir="ltr">
                  {result.said}
                </bdi>
              </>
            )}
          </p>
        )}
        {outcome?.ok === false && (
          <p className="text-crimson">{errorWords(outcome.error.code, outcome.error.message)}</p>
        )}
      </div>
    </form>
  );
}
