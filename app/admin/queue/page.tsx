import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { QueueBulk } from "@/components/admin/queue-bulk";
import { QueuePools } from "@/components/admin/queue-pools";
import { QueueRow } from "@/components/admin/queue-row";
import { addressOf, QueueTabs } from "@/components/admin/queue-tabs";
import { QueueWatch } from "@/components/admin/queue-watch";
import { clock } from "@/lib/clock";
import { queueQuery } from "@/lib/generations/schema";
import { readQueue } from "@/lib/generations/service/queue";
import { administrator, requireAdministratorPage } from "../administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.queue");
  return { title: t("title"), robots: { index: false } };
}

/** What waits, runs and failed, as it is at this moment. */
export default async function QueuePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const viewer = await requireAdministratorPage();
  const query = queueQuery.parse(await searchParams);
  const [t, queue] = await Promise.all([getTranslations("admin.queue"), readQueue(viewer, query)]);
  const names = new Map(queue.pools.map(({ pool, name }) => [pool, name]));
  const now = clock.now().getTime();
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      <QueuePools queue={queue} />
      <QueueTabs queue={queue} query={query} />
      <QueueBulk jobs={queue.jobs} tab={query.tab} />
      {queue.jobs.length === 0 ? (
        <p className="mt-8 text-quiet">{t(`none.${query.tab}`)}</p>
      ) : (
        <ul className="ledger admin-wide">
          {queue.jobs.map((job) => (
            <QueueRow key={job.id} job={job} poolName={names.get(job.pool) ?? null} now={now} />
          ))}
        </ul>
      )}
      <p className="queue-pages">
        {query.after && (
          <Link href={addressOf({ ...query, after: undefined })} prefetch={false} className="link">
            {t("first")}
          </Link>
        )}
        {queue.nextAfter && (
          <Link href={addressOf({ ...query, after: queue.nextAfter })} prefetch={false} className="link">
            {t("next")}
          </Link>
        )}
      </p>
      <QueueWatch isRunning={queue.counts.running > 0} />
    </>
  );
}
