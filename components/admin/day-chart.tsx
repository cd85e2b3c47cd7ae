import { getTranslations } from "next-intl/server";
import { type Charted, ChartFrame, dayNamer } from "./chart-frame";

export interface Series {
  name: string;
  values: number[];
  tone: "ink" | "edge" | "ochre" | "crimson";
}

/** Bars stand on each other; in a drawing as tall as this many units. */
const height = 100;
const step = 10;
const gap = 2;

/** What happened on each day, as bars. */
export async function DayChart({ series, ...charted }: Charted & { series: Series[] }) {
  const { days, write } = charted;
  const [t, dayName] = await Promise.all([getTranslations("admin.overview.days"), dayNamer()]);
  const sums = days.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const most = Math.max(...sums);
  const total = sums.reduce((all, sum) => all + sum, 0);
  const description = t("described", {
    first: dayName(days[0]),
    last: dayName(days.at(-1)),
    total: write(total),
    most: write(most),
  });
  const columns = series.map(({ name, values, tone }) => ({ name, values, mark: `chart-swatch chart-${tone}` }));
  return (
    <ChartFrame
      charted={charted}
      columns={columns}
      most={most}
      description={description}
      box={[days.length * step - gap, height]}
    >
      {days.map((day, index) => (
        <DayBar
          key={day}
          at={index * step}
          parts={series.map(({ values, tone }) => ({ share: (values[index] ?? 0) / most, tone }))}
          title={`${dayName(day)}: ${series.map(({ name, values }) => `${write(values[index] ?? 0)} ${name}`).join(", ")}`}
        />
      ))}
    </ChartFrame>
  );
}

/** The parts of one day, the first at the bottom; what is more than nothing is seen. */
function DayBar({ at, parts, title }: { at: number; parts: { share: number; tone: string }[]; title: string }) {
  const width = step - gap;
  let top = height;
  return (
    <g>
      <title>{title}</title>
      <rect x={at} y={0} width={width} height={height} fill="transparent" />
      {parts.map(({ share, tone }) => {
        const tall = share > 0 ? Math.max(1, share * height) : 0;
        top = Math.max(0, top - tall);
        return <rect key={tone} x={at} y={top} width={width} height={tall} className={`chart-${tone}`} />;
      })}
    </g>
  );
}
