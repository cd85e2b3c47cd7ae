"use client";

import { BookmarkPlus, Pencil, Star, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useErrorWords } from "@/components/ui/use-error-words";
import { type FormAction, useSending } from "@/components/ui/use-sending";
import { limits } from "@/lib/limits";
import { changeOwnStyleAction, createOwnStyleAction, removeOwnStyleAction } from "@/lib/styles/actions";
import type { StyleDto } from "@/lib/styles/schema";

interface Recipe {
  strength: number;
  params: Record<string, number | string>;
}

/** What one may do with the chosen style: star it, keep it as set as one's own, change or remove one's own. */
export function OwnStyle({
  style,
  recipe,
  isStarred,
  star,
  isMember,
  onSaved,
  onRemoved,
}: {
  style: StyleDto;
  recipe: Recipe;
  isStarred: boolean;
  star(): void;
  isMember: boolean;
  onSaved(style: StyleDto): void;
  onRemoved(): void;
}) {
  const t = useTranslations("studio.styles");
  const [open, setOpen] = useState<"create" | "change" | "remove" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="own-style needs-script">
      <div className="own-style-acts">
        <button type="button" className="act" aria-pressed={isStarred} onClick={star}>
          <Star size={16} strokeWidth={1.75} fill={isStarred ? "currentColor" : "none"} aria-hidden />
          <span>{isStarred ? t("unstar") : t("star")}</span>
        </button>
        {isMember && (
          <button type="button" className="act" aria-expanded={open === "create"} onClick={() => setOpen("create")}>
            <BookmarkPlus size={16} strokeWidth={1.75} aria-hidden />
            <span>{t("own.create")}</span>
          </button>
        )}
        {style.is_own && (
          <>
            <button type="button" className="act" aria-expanded={open === "change"} onClick={() => setOpen("change")}>
              <Pencil size={16} strokeWidth={1.75} aria-hidden />
              <span>{t("own.change")}</span>
            </button>
            <button type="button" className="act" aria-expanded={open === "remove"} onClick={() => setOpen("remove")}>
              <Trash2 size={16} strokeWidth={1.75} aria-hidden />
              <span>{t("own.remove")}</span>
            </button>
          </>
        )}
      </div>
      {open === "create" && (
        <StyleForm
          action={createOwnStyleAction}
          style={{ ...style, title: "", description: "", is_shared: false }}
          hidden={{ base_style_id: style.id }}
          recipe={recipe}
          close={close}
          onSaved={onSaved}
        />
      )}
      {open === "change" && (
        <StyleForm
          key={style.id}
          action={changeOwnStyleAction}
          style={style}
          hidden={{ id: style.id }}
          recipe={recipe}
          close={close}
          onSaved={onSaved}
        />
      )}
      {open === "remove" && <RemoveStyle style={style} close={close} onRemoved={onRemoved} />}
    </div>
  );
}

function StyleForm({
  action,
  style,
  hidden,
  recipe,
  close,
  onSaved,
}: {
  action: FormAction<StyleDto>;
  style: StyleDto;
  hidden: Record<string, number>;
  recipe: Recipe;
  close(): void;
  onSaved(style: StyleDto): void;
}) {
  const t = useTranslations("studio.styles.own");
  const errorWords = useErrorWords();
  const { send, outcome, pending } = useSending(action, (saved) => {
    close();
    onSaved(saved);
  });
  const failure = outcome?.ok === false ? outcome : null;
  const params = Object.entries(recipe.params).map(([name, value]) => [`params.${name}`, value] as const);
  const fields = [...Object.entries(hidden), ["strength", recipe.strength] as const, ...params];
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void send(new FormData(event.currentTarget));
  }
  return (
    <form className="own-style-form" aria-label={t("form")} onSubmit={submit}>
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className="field">
        <span>{t("title")}</span>
        <input name="title" defaultValue={style.title} required maxLength={limits.styleTitleMaxChars} />
      </label>
      <label className="field">
        <span>{t("description")}</span>
        <input name="description" defaultValue={style.description} maxLength={limits.styleDescriptionMaxChars} />
      </label>
      {style.filter === null && (
        <>
          <label className="field">
            <span>{t("template")}</span>
            <input name="prompt_template" defaultValue={style.prompt_template ?? "{{prompt}}"} maxLength={4000} />
          </label>
          <label className="field">
            <span>{t("negative")}</span>
            <input name="negative_prompt" defaultValue={style.negative_prompt ?? ""} maxLength={4000} />
          </label>
        </>
      )}
      <label className="own-style-share">
        <input type="checkbox" name="is_shared" defaultChecked={style.is_shared} />
        <span>{t("share")}</span>
      </label>
      <div className="own-style-acts">
        <button type="submit" className="act font-semibold" disabled={pending}>
          <span>{t("save")}</span>
        </button>
        <button type="button" className="act" onClick={close}>
          <span>{t("cancel")}</span>
        </button>
        <p role="alert" className="text-15 text-crimson empty:hidden">
          {failure && errorWords(failure.error.code, Object.values(failure.fields)[0]?.[0] ?? failure.error.message)}
        </p>
      </div>
    </form>
  );
}

function RemoveStyle({ style, close, onRemoved }: { style: StyleDto; close(): void; onRemoved(): void }) {
  const t = useTranslations("studio.styles.own");
  const errorWords = useErrorWords();
  const { send, outcome, pending } = useSending(removeOwnStyleAction, () => {
    close();
    onRemoved();
  });
  function remove() {
    const form = new FormData();
    form.set("id", String(style.id));
    void send(form);
  }
  return (
    <div className="own-style-acts">
      <p className="text-15">{t("removeQuestion", { title: style.title })}</p>
      <button type="button" className="act text-crimson" disabled={pending} onClick={remove}>
        <span>{t("removeYes")}</span>
      </button>
      <button type="button" className="act" onClick={close}>
        <span>{t("cancel")}</span>
      </button>
      <p role="alert" className="text-15 text-crimson empty:hidden">
        {outcome?.ok === false && errorWords(outcome.error.code, outcome.error.message)}
      </p>
    </div>
  );
}
