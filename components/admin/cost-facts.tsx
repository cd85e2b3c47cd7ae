import { getFormatter, getTranslations } from "next-intl/server";
import type { CostDto } from "@/lib/backends/schema";
import { moneyOf } from "./money";

/** What a backend has cost this month, in words for its line of facts. */
export async function CostFacts({ cost: { currency, ceiling, spent, reserved } }: { cost: CostDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.backends.cost"), getFormatter()]);
  const money = (micros: number) => moneyOf(format, currency, micros);
  const isShown = ceiling !== null || spent > 0;
  return (
    <>
      {isShown && (
        <span>
          {ceiling === null
            ? t("spent", { spent: money(spent) })
            : t("spentOf", { spent: money(spent), ceiling: money(ceiling) })}
        </span>
      )}
      {reserved > 0 && <span>{t("reserved", { reserved: money(reserved) })}</span>}
    </>
  );
}
