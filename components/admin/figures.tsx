import { getFormatter, getTranslations } from "next-intl/server";
import type { CountsDto, OverviewDto } from "@/lib/admin/schema";
import { ageWords, sizeWords } from "./measures";

/** The house in numbers: each with what came lately. */
export async function Figures({ overview: { stats, freeBytes } }: { overview: OverviewDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.overview.figures"), getFormatter()]);
  const { users, images, bytes, generations, queue } = stats;
  const pictures = sumOf(Object.values(images));
  const lately = ({ last_24h, last_7d }: CountsDto, write = (value: number) => format.number(value)) =>
    t("lately", { day: write(last_24h), week: write(last_7d) });
  const size = (value: number) => sizeWords(format, value);
  const number = (value: number) => format.number(value);
  const figures = [
    { name: t("images"), value: number(pictures.total), notes: [lately(pictures)] },
    { name: t("users"), value: number(users.total), notes: [lately(users)] },
    {
      name: t("generations"),
      value: number(generations.succeeded.total),
      notes: [lately(generations.succeeded), `${t("failed")}: ${lately(generations.failed)}`],
    },
    {
      name: t("bytes"),
      value: size(bytes.total),
      notes: [lately(bytes, size), ...(freeBytes === null ? [] : [t("free", { size: size(freeBytes) })])],
    },
    {
      name: t("queue"),
      value: number(queue.depth),
      notes: [
        queue.depth > 0
          ? t("oldest", { running: number(queue.running), age: ageWords(format, queue.oldest_seconds) })
          : t("running", { running: number(queue.running) }),
      ],
    },
  ];
  return (
    <dl className="figures">
      {figures.map(({ name, value, notes }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figure-value">{value}</dd>
          {notes.map((note) => (
            <dd key={note} className="figure-note">
              {note}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function sumOf(all: CountsDto[]): CountsDto {
  const sum = (pick: (counts: CountsDto) => number) => all.reduce((total, one) => total + pick(one), 0);
  return {
    total: sum(({ total }) => total),
    last_24h: sum(({ last_24h }) => last_24h),
    last_7d: sum(({ last_7d }) => last_7d),
  };
}
