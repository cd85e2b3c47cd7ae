import { useTranslations } from "next-intl";
import { limits } from "@/lib/limits";
import { errorKey } from "./error-key";
import { promptFault } from "./prompt-fault";
import type { Failure } from "./use-sending";

/** What the server said, in the viewer's language; its own sentence when neither that nor its code is known. */
export function useErrorWords(): (code: string, sentence?: string) => string {
  const t = useTranslations("errors");
  return (code, sentence) => {
    const key = errorKey(code, sentence);
    return key ? t(key) : sentence || t("internal");
  };
}

/** The one sentence a form shows for what went wrong with it. */
export function useFailureWords(): (failure: Failure) => string {
  const t = useTranslations("errors");
  const words = useErrorWords();
  return ({ error, fields, typed }) => {
    if (fields.prompt) return t(promptFault(typed.prompt), { max: limits.promptMaxChars });
    return words(error.code, Object.values(fields)[0]?.[0] ?? error.message);
  };
}
