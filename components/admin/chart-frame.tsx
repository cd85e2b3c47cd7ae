import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

/** What a chart shows, whatever its form. */
export interface Charted {
  /** In the page, unique. */
  id: string;
  title: string;
  /** `2026-11-25`, the oldest first. */
  days: string[];
  /** How a value is written. */
  write: (value: number) => string;
}

/** A chart with its name, its key, its highest value and its ends; and all its values as a table beneath. */
export async function ChartFrame({
  charted: { id, title, days, write },
  columns,
  most,
  description,
  box,
  children,
}: {
  charted: Charted;
  /** Null where nothing is known of a day. */
  columns: { name: string; mark: string; values: (number | null)[] }[];
  most: number;
  description: string;
  /** The drawing's width and height, in units of its own. */
  box: [number, number];
  children: ReactNode;
}) {
  const [t, dayName] = await Promise.all([getTranslations("admin.overview.days"), dayNamer()]);
  const known = days.map((_, index) => index).filter((index) => columns.some(({ values }) => values[index] !== null));
  if (most === 0) {
    return (
      <section className="chart" aria-labelledby={`${id}-title`}>
        <div className="chart-head">
          <h3 id={`${id}-title`}>
            <bdi>{title}</bdi>
          </h3>
        </div>
        <p className="chart-none">{t("none")}</p>
      </section>
    );
  }
  return (
    <section className="chart" aria-labelledby={`${id}-title`}>
      <div className="chart-head">
        <h3 id={`${id}-title`}>
          <bdi>{title}</bdi>
        </h3>
        {columns.length > 1 && (
          <ul className="chart-key">
            {columns.map(({ name, mark }) => (
              <li key={name}>
                <span className={mark} aria-hidden />
                {name}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="chart-most" aria-hidden>
        {write(most)}
      </p>
      <svg
        role="img"
        aria-labelledby={`${id}-name ${id}-description`}
        viewBox={`0 0 ${box.join(" ")}`}
        preserveAspectRatio="none"
        className="chart-drawing"
      >
        <title id={`${id}-name`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        {children}
      </svg>
      <p className="chart-foot" aria-hidden>
        <span>{dayName(days[0])}</span>
        <span>{dayName(days.at(-1))}</span>
      </p>
      <details>
        <summary className="act act-word">{t("table")}</summary>
        <div className="chart-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("day")}</th>
                {columns.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {known.toReversed().map((index) => (
                <tr key={days[index]}>
                  <th scope="row">{dayName(days[index])}</th>
                  {columns.map(({ name, values }) => (
                    <td key={name}>{write(values[index] ?? 0)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

/** Writes days as `12 Nov`. */
export async function dayNamer(): Promise<(day: string | undefined) => string> {
  const format = await getFormatter();
  return (day) =>
    day === undefined ? "" : format.dateTime(new Date(`${day}T12:00:00Z`), { day: "numeric", month: "short" });
}
