"use client";

import { BookmarkPlus, Eye, EyeOff, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActForm } from "@/components/ui/act-form";
import { useErrorWords } from "@/components/ui/use-error-words";
import { discardAction, keepAction, privateAction, trashAction } from "@/lib/images/actions";
import { discardThenLeave, trashThenLeave } from "./actions";

/** What its maker can do with a picture besides. */
export function OwnActions({
  id,
  isTemp,
  isPublic,
  isUser,
  canTrash,
}: {
  id: number;
  isTemp: boolean;
  isPublic: boolean;
  isUser: boolean;
  canTrash: boolean;
}) {
  const t = useTranslations("picture.acts");
  const errorWords = useErrorWords();
  const router = useRouter();
  const act = { fields: { id }, errorWords };
  if (isTemp) {
    return (
      <>
        {isUser && <ActForm {...act} action={keepAction} icon={BookmarkPlus} words={t("keep")} />}
        <ActForm
          {...act}
          action={discardAction}
          postedAction={discardThenLeave}
          onDone={() => router.push("/create")}
          icon={Trash2}
          words={t("discard")}
          keys="Delete"
        />
      </>
    );
  }
  return (
    <>
      <ActForm
        {...act}
        fields={{ id, private: String(isPublic) }}
        action={privateAction}
        icon={isPublic ? EyeOff : Eye}
        words={isPublic ? t("makePrivate") : t("publish")}
        keys="p"
      />
      {canTrash && (
        <ActForm
          {...act}
          action={trashAction}
          postedAction={trashThenLeave}
          onDone={(trashed) => router.push(`/library?trashed=${trashed}`)}
          icon={Trash2}
          words={t("trash")}
          keys="Delete"
        />
      )}
    </>
  );
}
