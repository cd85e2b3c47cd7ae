import type { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { scopes } from "@/lib/viewer";

type Translate = Awaited<ReturnType<typeof getTranslations<"docs">>>;

/** The page's words around what is told of routes; looked up once, for there are many routes. */
export function labelsOf(t: Translate) {
  const needs = (scope: string) => t.rich("scope", { scope, code: (inside) => <code dir="ltr">{inside}</code> });
  return {
    access: {
      all: t("access.all"),
      user: t("access.user"),
      session: t("access.session"),
      refresh: t("access.refresh"),
    },
    scopes: Object.fromEntries(scopes.map((scope) => [scope, needs(scope)])) as Record<string, ReactNode>,
    places: {
      path: t("places.path"),
      query: t("places.query"),
      header: t("places.header"),
      json: t("places.json"),
      multipart: t("places.multipart"),
    },
    deprecated: t("deprecated"),
    required: t("required"),
    example: t("example"),
    answers: t("answers"),
    failures: t("failures"),
    usual: t("usual"),
    errors: t("topics.errors"),
  };
}

export type Labels = ReturnType<typeof labelsOf>;
