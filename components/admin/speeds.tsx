import { getFormatter, getTranslations } from "next-intl/server";
import type { OverviewDto } from "@/lib/admin/schema";
import { LineChart } from "./line-chart";
import { secondsWords } from "./measures";

/** How long each backend takes: now in a table, and day by day. */
export async function Speeds({ overview: { stats, days } }: { overview: OverviewDto }) {
  const [t, kinds, format] = await Promise.all([
    getTranslations("admin.overview.speed"),
    getTranslations("admin.backends.kinds"),
    getFormatter(),
  ]);
  const { backends } = stats.generations;
  const nameOf = ({ kind, name }: (typeof backends)[number]) =>
    kind === "builtin" ? kinds("builtin") : (name ?? t("gone"));
  const say = (seconds: number) => secondsWords(format, seconds);
  const orDash = (seconds: number | null) => (seconds === null ? "–" : say(seconds));
  const drawn = backends.filter(({ id }) => id !== null && days.some(({ seconds }) => seconds[id] !== undefined));
  return (
    <>
      <div className="chart-table figures-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("backend")}</th>
              <th scope="col">{t("median")}</th>
              <th scope="col">{t("p95")}</th>
              <th scope="col">{t("made")}</th>
              <th scope="col">{t("failed")}</th>
            </tr>
          </thead>
          <tbody>
            {backends.map((backend) => (
              <tr key={backend.id}>
                <th scope="row">
                  <bdi>{nameOf(backend)}</bdi>
                </th>
                <td>{orDash(backend.median_seconds)}</td>
                <td>{orDash(backend.p95_seconds)}</td>
                <td>{format.number(backend.succeeded.total)}</td>
                <td>{format.number(backend.failed.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="charts">
        {drawn.map((backend) => (
          <LineChart
            key={backend.id}
            id={`speed-${backend.id}`}
            title={t("chart", { name: nameOf(backend) })}
            days={days.map(({ day }) => day)}
            lines={[
              { name: t("median"), values: days.map(({ seconds }) => seconds[backend.id ?? 0]?.median ?? null) },
              {
                name: t("p95"),
                values: days.map(({ seconds }) => seconds[backend.id ?? 0]?.p95 ?? null),
                isFaint: true,
              },
            ]}
            write={say}
          />
        ))}
      </div>
    </>
  );
}
