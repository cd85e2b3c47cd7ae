"use client";

import { useTranslations } from "next-intl";
import type { ImportPlanDto } from "@/lib/backends/schema";

const parts = ["add", "change", "skip"] as const;
const fields = [
  "title",
  "description",
  "enabled",
  "modelId",
  "promptTemplate",
  "negativePrompt",
  "strengthDefault",
  "params",
  "workflow",
] as const;

/** What a file of styles would do, or did, style by style. */
export function ImportPlan({ plan, isAnew }: { plan: ImportPlanDto; isAnew: boolean }) {
  const t = useTranslations("admin.styles.exchange");
  const same = plan.entries.filter(({ does }) => does === "same").length;
  return (
    <div className="grid gap-4">
      {isAnew && <p className="text-ochre">{t("anew")}</p>}
      {plan.isDone && <p className="text-sage">{t("done")}</p>}
      {parts.map((does) => {
        const entries = plan.entries.filter((entry) => entry.does === does);
        if (entries.length === 0) return null;
        return (
          <section key={does}>
            <h3 className="text-15 font-semibold">{t(`does.${does}`, { count: entries.length })}</h3>
            <ul className="list-disc ps-5 text-15">
              {entries.map(({ slug, title, why, changes }) => (
                <li key={slug}>
                  <bdi>{title}</bdi>
                  {changes.length > 0 && (
                    <span className="text-soft">
                      {" "}
                      (
                      {fields
                        .filter((field) => changes.includes(field))
                        .map((field) => t(`fields.${field}`))
                        .join(", ")}
                      )
                    </span>
                  )}
                  {why && (
                    <span className="text-ochre">
                      {" "}
                      {t(`why.${why.code}`)} <bdi lang="en">{why.words}</bdi>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {same > 0 && <p className="text-15 text-soft">{t("same", { count: same })}</p>}
    </div>
  );
}
