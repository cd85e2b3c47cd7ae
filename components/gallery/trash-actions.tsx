"use client";

import { Trash2, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActForm } from "@/components/ui/act-form";
import { useErrorWords } from "@/components/ui/use-error-words";
import { emptyTrashAction, restoreAction } from "@/lib/images/actions";

/** Brings one picture back from the trash, also without script. */
export function Restore({ id }: { id: number }) {
  const t = useTranslations("wall.trash");
  const router = useRouter();
  return (
    <ActForm
      action={restoreAction}
      fields={{ id }}
      icon={Undo2}
      words={t("restore")}
      errorWords={useErrorWords()}
      onDone={() => router.replace("/library")}
    />
  );
}

/** Empties the trash, after a second word. */
export function EmptyTrash() {
  const t = useTranslations("wall.trash");
  return (
    <details className="filters-more">
      <summary className="act">
        <Trash2 size={16} strokeWidth={1.75} aria-hidden />
        <span>{t("emptyIt")}</span>
      </summary>
      <div className="flex flex-wrap items-center gap-x-6 pb-3">
        <p>{t("sure")}</p>
        <ActForm action={emptyTrashAction} fields={{}} icon={Trash2} words={t("really")} errorWords={useErrorWords()} />
      </div>
    </details>
  );
}
