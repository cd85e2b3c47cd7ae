"use client";

import { useFieldState } from "./form-state";

interface Props {
  name: string;
  label: string;
  options: { value: string; label: string; lang?: string }[];
  initial: string;
}

/** A choice among many. */
export function SelectField({ name, label, options, initial }: Props) {
  const { id, typed } = useFieldState(name);
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} defaultValue={typed ?? initial}>
        {options.map(({ value, label: words, lang }) => (
          <option key={value} value={value} lang={lang}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
