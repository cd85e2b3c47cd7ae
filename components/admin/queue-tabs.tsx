import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { jobStates, type QueueDto, type QueueQuery } from "@/lib/generations/schema";
import { makerName } from "./maker-name";
import { poolKey } from "./queue-pools";

/** What of the queue is shown: by state, by part and by person. Works without script. */
export async function QueueTabs({ queue, query }: { queue: QueueDto; query: QueueQuery }) {
  const t = await getTranslations("admin.queue");
  const makers =
    queue.makers.some(({ key }) => key === query.maker) || !query.maker
      ? queue.makers
      : [...queue.makers, { key: query.maker, name: null, jobs: 0 }];
  return (
    <>
      <nav aria-label={t("tabs.label")} className="settings-nav queue-tabs">
        {jobStates.map((state) => (
          <Link
            key={state}
            href={addressOf({ ...query, tab: state, after: undefined })}
            aria-current={state === query.tab ? "page" : undefined}
            prefetch={false}
          >
            {t(`tabs.${state}`)}
            {state !== "cancelled" && queue.counts[state] > 0 && <span> {queue.counts[state]}</span>}
          </Link>
        ))}
      </nav>
      <form action="/admin/queue" className="queue-filter" key={`${query.tab} ${query.pool} ${query.maker}`}>
        <input type="hidden" name="tab" value={query.tab} />
        <label className="field">
          {t("filter.part")}
          <select name="pool" defaultValue={query.pool ?? ""}>
            <option value="">{t("filter.all")}</option>
            {queue.pools.map(({ pool, name }) => (
              <option key={pool} value={pool}>
                {name ?? t(`pools.${poolKey(pool)}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t("filter.maker")}
          <select name="maker" defaultValue={query.maker ?? ""}>
            <option value="">{t("filter.all")}</option>
            {makers.map((maker) => (
              <option key={maker.key} value={maker.key}>
                {`${makerName(t, maker)} (${maker.jobs})`}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="press-quiet">
          {t("filter.show")}
        </button>
      </form>
    </>
  );
}

/** The address of a page of the queue. */
export function addressOf({ tab, pool, maker, after }: QueueQuery): string {
  const given = Object.entries({ tab, pool, maker, after: after?.toString() });
  const known = given.filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `/admin/queue?${new URLSearchParams(known)}`;
}
