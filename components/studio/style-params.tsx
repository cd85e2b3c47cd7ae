"use client";

import { useFormatter, useMessages } from "next-intl";
import type { StyleDto } from "@/lib/styles/schema";

type Values = Record<string, number | string>;

/** The few things a style lets one set, by name. */
export function StyleParams({
  params,
  values,
  change,
}: {
  params: StyleDto["params"];
  values: Values;
  change(name: string, value: number | string): void;
}) {
  const { params: messages } = useMessages();
  const names: Record<string, string> = messages.names;
  const choices: Record<string, string> = messages.choices;
  const format = useFormatter();
  return Object.entries(params).map(([name, spec]) => {
    const label = names[name] ?? name;
    const value = values[name] ?? spec.default;
    return spec.kind === "number" ? (
      <label key={name} className="strength param">
        <span className="strength-word">{label}</span>
        <input
          type="range"
          min={spec.min}
          max={spec.max}
          step={spec.step}
          value={value}
          aria-valuetext={format.number(Number(value))}
          onChange={(event) => change(name, event.target.valueAsNumber)}
          className="slider"
        />
        <output className="strength-value">{format.number(Number(value))}</output>
      </label>
    ) : (
      <label key={name} className="strength param">
        <span className="strength-word">{label}</span>
        <select value={value} onChange={(event) => change(name, event.target.value)} className="param-choice">
          {spec.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choices[choice] ?? choice}
            </option>
          ))}
        </select>
      </label>
    );
  });
}
