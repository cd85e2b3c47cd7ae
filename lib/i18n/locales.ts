/** The languages of the interface; each has a file of the same name in `messages/`. */
export const locales = ["en", "de", "es", "fr", "ar", "ja"] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "en";

/** The cookie that remembers a chosen language. */
export const localeCookie = "atl_locale";

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

/** Which way a language is written. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return rightToLeft.has(locale.split("-")[0]) ? "rtl" : "ltr";
}

/**
 * The language to answer in: the chosen one when we speak it, else the best of `Accept-Language`
 * by its weights, else English. Unknown and malformed entries are passed over.
 */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const wished = acceptLanguage ? byWeight(acceptLanguage) : [];
  for (const tag of [chosen, ...wished]) {
    const found = tag && locales.find((locale) => locale === tag.toLowerCase().split("-")[0]);
    if (found) return found;
  }
  return defaultLocale;
}

function byWeight(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((entry) => {
      const [tag, ...params] = entry.trim().split(";");
      const weight = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
