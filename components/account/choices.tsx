"use client";

import { FieldNotes } from "./field";
import { useFieldState } from "./form-state";

interface Option {
  value: string;
  label: string;
  hint?: string;
}

interface Props {
  name: string;
  label: string;
  options: Option[];
  chosen: string[];
  /** Whether several can be chosen. */
  several?: boolean;
  /** In one line, as words; else each on a line of its own. */
  inline?: boolean;
}

/** A question with a few answers. */
export function Choices({ name, label, options, chosen, several = false, inline = false }: Props) {
  const { id, typed, wrong, isBack } = useFieldState(name);
  const [first] = options;
  const now = isBack ? [typed] : chosen;
  return (
    <fieldset className="entry" aria-describedby={wrong ? `${id}-wrong` : undefined}>
      <legend>{label}</legend>
      <div className={inline ? "word-choice" : "grid"}>
        {options.map(({ value, label: words, hint }) => (
          <label key={value} className="entry-option">
            <input
              type={several ? "checkbox" : "radio"}
              name={name}
              value={value}
              defaultChecked={now.includes(value)}
              aria-invalid={wrong && value === first.value ? true : undefined}
            />
            <span>
              {words}
              {hint && <span className="block text-13 text-quiet">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldNotes id={id} wrong={wrong} />
    </fieldset>
  );
}
