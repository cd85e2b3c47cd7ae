"use client";

import { PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useFailureWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { editAction } from "@/lib/images/actions";
import { limits } from "@/lib/limits";

/** What the picture says of itself: title, words for those who cannot see it, and whether it is sensitive. */
export function Edit({
  picture,
}: {
  picture: { id: number; title: string | null; alt: string | null; isSensitive: boolean };
}) {
  const t = useTranslations("picture.edit");
  const failureWords = useFailureWords();
  const place = useRef<HTMLDetailsElement>(null);
  const { formAction, send, outcome, pending } = useSending(editAction, () => {
    if (place.current) place.current.open = false;
  });
  const typed = outcome?.ok === false ? outcome.typed : null;
  return (
    <details ref={place} className="picture-edit" open={typed ? true : undefined}>
      <summary className="act">
        <PenLine size={18} strokeWidth={1.75} aria-hidden />
        <span>{t("label")}</span>
      </summary>
      <form
        action={formAction}
        className="grid gap-4 py-3"
        onSubmit={(event) => {
          event.preventDefault();
          void send(new FormData(event.currentTarget));
        }}
      >
        <input type="hidden" name="id" value={picture.id} />
        <label className="field">
          {t("title")}
          <input name="title" defaultValue={typed?.title ?? picture.title ?? ""} maxLength={limits.titleMaxChars} />
        </label>
        <label className="field">
          {t("alt")}
          <textarea name="alt" rows={3} defaultValue={typed?.alt ?? picture.alt ?? ""} maxLength={limits.altMaxChars} />
          <span className="text-quiet">{t("altHint")}</span>
        </label>
        <label className="flex min-h-10 items-center gap-2 text-15">
          <input type="checkbox" name="is_sensitive" defaultChecked={picture.isSensitive} />
          {t("sensitive")}
        </label>
        {outcome?.ok === false && (
          <p role="alert" className="text-13 text-crimson">
            {failureWords(outcome)}
          </p>
        )}
        <button type="submit" className="press-quiet w-fit" disabled={pending}>
          {t("save")}
        </button>
      </form>
    </details>
  );
}
