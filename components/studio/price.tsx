import { useFormatter, useTranslations } from "next-intl";

/** What pictures cost that name no style, and in what prices are told. */
export interface PlainPrice {
  currency: string;
  /** In millionths of it; 0 is nothing. */
  priceMicros: number;
}

/** What is about to be asked for costs; nothing is said where it costs nothing. */
export function Price({ currency, micros }: { currency: string; micros: number }) {
  const t = useTranslations("studio.quota");
  const format = useFormatter();
  if (micros === 0) return null;
  const price = format.number(micros / 1_000_000, { style: "currency", currency, maximumFractionDigits: 4 });
  return <p className="text-13 text-quiet tabular-nums">{t("price", { price })}</p>;
}
