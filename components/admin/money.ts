import type { createFormatter } from "next-intl";

type Format = Pick<ReturnType<typeof createFormatter>, "number">;

/** An amount in millionths of a currency, as the language writes it; cents are split where it is less than one. */
export function moneyOf(format: Format, currency: string, micros: number): string {
  return format.number(micros / 1_000_000, { style: "currency", currency, maximumFractionDigits: 4 });
}
