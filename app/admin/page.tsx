import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { Attention } from "@/components/admin/attention";
import { DayChart } from "@/components/admin/day-chart";
import { Figures } from "@/components/admin/figures";
import { LineChart } from "@/components/admin/line-chart";
import { sizeWords } from "@/components/admin/measures";
import { Speeds } from "@/components/admin/speeds";
import { getOverview } from "@/lib/admin/service/overview";
import { administrator, requireAdministratorPage } from "./administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.overview");
  return { title: t("title"), robots: { index: false } };
}

/** The house at a glance: what needs somebody, how much there is, and how it went these days. */
export default async function OverviewPage() {
  const viewer = await requireAdministratorPage();
  const [t, format, overview] = await Promise.all([
    getTranslations("admin.overview"),
    getFormatter(),
    getOverview(viewer),
  ]);
  const { stats, days, attention } = overview;
  const each = days.map(({ day }) => day);
  const whole = { days: each, write: (value: number) => format.number(value) };
  const images = days.map((day) => day.images);
  const generations = days.map((day) => day.generations);
  return (
    <>
      <h1>{t("title")}</h1>
      <Attention attention={attention} />
      <section className="settings-part admin-wide" aria-labelledby="figures-title">
        <h2 id="figures-title">{t("figures.title")}</h2>
        <Figures overview={overview} />
        <p className="figure-note">
          {t("counted", {
            date: format.dateTime(new Date(stats.counted_at), { dateStyle: "medium", timeStyle: "short" }),
          })}
        </p>
      </section>
      <section className="settings-part" aria-labelledby="days-title">
        <h2 id="days-title">{t("days.title")}</h2>
        <p>{t("days.lead")}</p>
        <div className="charts">
          <DayChart
            id="pictures"
            title={t("days.pictures")}
            {...whole}
            series={[
              { name: t("days.generated"), values: images.map((day) => day.generated), tone: "ink" },
              { name: t("days.styled"), values: images.map((day) => day.styled), tone: "edge" },
              { name: t("days.uploaded"), values: images.map((day) => day.uploaded), tone: "ochre" },
            ]}
          />
          <DayChart
            id="work"
            title={t("days.work")}
            {...whole}
            series={[
              { name: t("days.succeeded"), values: generations.map((day) => day.succeeded), tone: "ink" },
              { name: t("days.cancelled"), values: generations.map((day) => day.cancelled), tone: "edge" },
              { name: t("days.failed"), values: generations.map((day) => day.failed), tone: "crimson" },
            ]}
          />
          <DayChart
            id="users"
            title={t("days.users")}
            {...whole}
            series={[{ name: t("days.users"), values: days.map(({ users }) => users), tone: "ink" }]}
          />
          <LineChart
            id="bytes"
            title={t("days.bytes")}
            days={each}
            lines={[{ name: t("days.bytes"), values: days.map(({ bytes }) => bytes) }]}
            write={(value) => sizeWords(format, value)}
          />
        </div>
      </section>
      <section className="settings-part" aria-labelledby="speed-title">
        <h2 id="speed-title">{t("speed.title")}</h2>
        <p>{t("speed.lead")}</p>
        <Speeds overview={overview} />
      </section>
    </>
  );
}
