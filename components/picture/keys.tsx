"use client";

import { Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";

const sheet = [
  ["←", "newer"],
  ["→", "older"],
  ["+ − 0", "zoom"],
  ["F", "full"],
  ["L", "like"],
  ["P", "private"],
  ["C", "copy"],
  ["Del", "trash"],
  ["?", "sheet"],
] as const;

/**
 * Keys of the picture's page: each presses the button on the page that names it in `aria-keyshortcuts`, so that a key
 * does what its button does, and nothing where there is none. `?` shows the sheet.
 */
export function Keys() {
  const t = useTranslations("picture.keys");
  const id = useId();
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog")) return;
      if (event.key === "?") {
        event.preventDefault();
        place.current?.togglePopover();
        return;
      }
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const button = document.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(name)}"]`);
      if (!button) return;
      event.preventDefault();
      button.click();
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);

  return (
    <>
      <button type="button" className="act needs-script keys-button" popoverTarget={id}>
        <Keyboard size={18} strokeWidth={1.75} aria-hidden />
        <span>{t("label")}</span>
      </button>
      <div ref={place} id={id} popover="auto" className="keys" role="dialog" aria-label={t("label")}>
        <dl>
          {sheet.map(([key, name]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(name)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}
