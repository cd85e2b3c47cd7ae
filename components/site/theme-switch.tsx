"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { type Theme, themeAfter } from "./theme";

const icons = { system: Monitor, light: Sun, dark: Moon };

/** One button that goes round system, light and dark. Without script it is a plain form. */
export function ThemeSwitch({ initial, words }: { initial: Theme; words: Record<Theme, string> }) {
  const [theme, setTheme] = useState(initial);
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const Icon = icons[theme];

  function change(event: FormEvent) {
    event.preventDefault();
    const next = themeAfter(theme);
    setTheme(next);
    // One after the other, so that of quick presses the last is kept; without a network this page alone changes.
    const save = () =>
      fetch("/theme", { method: "POST", body: new URLSearchParams({ theme: next }), redirect: "manual" });
    saving.current = saving.current.then(save, save);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }

  return (
    <form action="/theme" method="post" onSubmit={change}>
      <input type="hidden" name="theme" value={themeAfter(theme)} />
      <button
        type="submit"
        className="-me-2.5 grid size-10 place-items-center text-soft hover:text-ink"
        title={words[theme]}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden />
        <span className="sr-only" aria-live="polite">
          {words[theme]}
        </span>
      </button>
    </form>
  );
}
