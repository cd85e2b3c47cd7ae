/** The cookie that remembers light or dark; the server reads it, so that no page ever flashes. */
export const themeCookie = "atl_theme";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What a cookie or form says, or `system` when it says nothing we know. */
export function themeOf(value: unknown): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}

/** The one after it, round and round. */
export function themeAfter(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length];
}
