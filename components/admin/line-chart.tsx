import { getTranslations } from "next-intl/server";
import { type Charted, ChartFrame, dayNamer } from "./chart-frame";

export interface Line {
  name: string;
  /** Null on days of which nothing is known: there the line has a gap. */
  values: (number | null)[];
  isFaint?: boolean;
}

const height = 100;
const step = 10;

/** How something stood on each day, as lines. */
export async function LineChart({ lines, ...charted }: Charted & { lines: Line[] }) {
  const { days, write } = charted;
  const [t, dayName] = await Promise.all([getTranslations("admin.overview.days"), dayNamer()]);
  const most = Math.max(0, ...lines.flatMap(({ values }) => values.filter((value) => value !== null)));
  const last = lines[0]?.values.findLast((value) => value !== null) ?? 0;
  const description = t("level", {
    first: dayName(days[0]),
    last: dayName(days.at(-1)),
    total: write(last),
    most: write(most),
  });
  const faint = (line: Line) => (line.isFaint ? "chart-faint" : "");
  const columns = lines.map((line) => ({ ...line, mark: `chart-dash ${faint(line)}` }));
  return (
    <ChartFrame
      charted={charted}
      columns={columns}
      most={most}
      description={description}
      box={[(days.length - 1) * step, height]}
    >
      {lines.map((line) => (
        <path key={line.name} d={pathOf(line.values, most)} className={`chart-line ${faint(line)}`} />
      ))}
    </ChartFrame>
  );
}

/** Joins days that follow each other; a day alone is a dot, which round ends of lines make of a line to itself. */
function pathOf(values: (number | null)[], most: number): string {
  return values
    .flatMap((value, index) => {
      if (value === null) return [];
      const place = `${index * step} ${(height - (value / most) * height).toFixed(1)}`;
      const isJoined = index > 0 && values[index - 1] !== null;
      return [isJoined ? `L${place}` : `M${place}L${place}`];
    })
    .join("");
}
