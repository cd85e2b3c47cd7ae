import { useTranslations } from "next-intl";
import { promptFault } from "@/components/ui/prompt-fault";
import type { Failure } from "@/components/ui/use-sending";
import { limits } from "@/lib/limits";

const known = [
  "network",
  "unauthenticated",
  "forbidden",
  "unverified",
  "guests_off",
  "not_found",
  "not_ready",
  "conflict",
  "too_large",
  "invalid",
  "image_too_large",
  "image_unreadable",
  "image_type",
  "rate_limited",
  "quota",
  "internal",
  "generation_failed",
  "unavailable",
] as const;

/** From an error's code to words in the viewer's language; for a code we do not know, the server's own words. */
export function useErrorWords(): (code: string, fallback?: string) => string {
  const t = useTranslations("errors");
  return (code, fallback) => {
    const key = known.find((name) => name === code);
    return key ? t(key) : fallback || t("internal");
  };
}

/** The one sentence a form shows for what went wrong with it. */
export function useFailureWords(): (failure: Failure) => string {
  const t = useTranslations("errors");
  const words = useErrorWords();
  return ({ error, fields, typed }) => {
    if (fields.prompt) return t(promptFault(typed.prompt), { max: limits.promptMaxChars });
    return Object.values(fields)[0]?.[0] ?? words(error.code, error.message);
  };
}
