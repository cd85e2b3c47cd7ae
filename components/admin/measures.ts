import type { useFormatter } from "next-intl";

type Format = ReturnType<typeof useFormatter>;

const sizes = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes in the largest unit of which there is at least one, as `1.2 GB`. */
export function sizeWords(format: Format, bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const maximumFractionDigits = value < 10 && power > 0 ? 1 : 0;
  return format.number(value, { style: "unit", unit: sizes[power], unitDisplay: "short", maximumFractionDigits });
}

/** A time in its largest whole unit, as `3 min`. */
export function ageWords(format: Format, seconds: number): string {
  const [unit, value] =
    seconds < 60
      ? (["second", seconds] as const)
      : seconds < 3600
        ? (["minute", seconds / 60] as const)
        : seconds < 86_400
          ? (["hour", seconds / 3600] as const)
          : (["day", seconds / 86_400] as const);
  return format.number(Math.floor(value), { style: "unit", unit, unitDisplay: "short" });
}

/** A time in seconds, with as many digits as matter: `0.82 s`, `12 s`. */
export function secondsWords(format: Format, seconds: number): string {
  const maximumFractionDigits = seconds < 10 ? 2 : seconds < 100 ? 1 : 0;
  return format.number(seconds, { style: "unit", unit: "second", unitDisplay: "narrow", maximumFractionDigits });
}
