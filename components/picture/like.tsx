"use client";

import { Heart } from "lucide-react";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { useErrorWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { favoriteAction } from "@/lib/images/actions";

/** Likes the picture or takes that back; shown at once, and put right by what the server says. */
export function Like({ id, isLiked, likes }: { id: number; isLiked: boolean; likes: number }) {
  const t = useTranslations("picture.acts");
  const errorWords = useErrorWords();
  const { formAction, send, outcome } = useSending(favoriteAction);
  const [, begin] = useTransition();
  const [shown, show] = useOptimistic({ isLiked, likes });
  return (
    <form
      action={formAction}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        begin(async () => {
          show({ isLiked: !isLiked, likes: likes + (isLiked ? -1 : 1) });
          await send(form);
        });
      }}
    >
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="favorite" value={String(!isLiked)} />
      <button type="submit" className="act like" aria-pressed={shown.isLiked} aria-keyshortcuts="l">
        <Heart size={18} strokeWidth={1.75} aria-hidden />
        <span>{t("like")}</span>
        {shown.likes > 0 && <span className="tabular-nums">{shown.likes}</span>}
      </button>
      {outcome?.ok === false && (
        <span role="alert" className="block text-13 text-crimson">
          {errorWords(outcome.error.code, outcome.error.message)}
        </span>
      )}
    </form>
  );
}
