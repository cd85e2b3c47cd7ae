"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { describedBy, FieldNotes } from "./field";
import { useFieldState } from "./form-state";

const shortest = 8;

/**
 * A password, hidden until one wants to see it.
 * @param isNew says how many characters are still missing
 */
export function PasswordField({ name, label, isNew = false }: { name: string; label: string; isNew?: boolean }) {
  const t = useTranslations("account.password");
  const { id, wrong, lead } = useFieldState(name);
  const [isShown, setShown] = useState(false);
  const [length, setLength] = useState(0);
  const missing = shortest - length;
  const isLong = missing <= 0;
  const counted = length === 0 ? t("least", { count: shortest }) : t("missing", { count: missing });
  const hint = isNew ? isLong ? <span className="text-sage">{t("long")}</span> : counted : undefined;
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <div className="entry-line">
        <input
          id={id}
          name={name}
          type={isShown ? "text" : "password"}
          autoComplete={isNew ? "new-password" : "current-password"}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          dir="ltr"
          required
          data-password
          {...lead}
          onChange={isNew ? (event) => setLength([...event.target.value.normalize("NFKC")].length) : undefined}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={describedBy(id, wrong, hint)}
        />
        <button
          type="button"
          className="entry-show needs-script"
          aria-pressed={isShown}
          aria-label={t("showLabel", { label })}
          aria-controls={id}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? t("hide") : t("show")}
        </button>
      </div>
      <FieldNotes id={id} wrong={wrong} hint={hint} />
      {isNew && (
        <p role="status" className="sr-only">
          {isLong && t("long")}
        </p>
      )}
    </div>
  );
}
