import { getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { pausePoolAction } from "@/lib/generations/actions";
import type { QueueDto, QueuePoolDto } from "@/lib/generations/schema";

/** The parts of the queue, each with what is in it, and a way to hold it or let it go on. */
export async function QueuePools({ queue }: { queue: QueueDto }) {
  const t = await getTranslations("admin.queue");
  return (
    <section aria-labelledby="parts-title">
      <h2 id="parts-title" className="sr-only">
        {t("parts")}
      </h2>
      <ul className="ledger">
        {queue.pools.map((pool) => (
          <Pool key={pool.pool} pool={pool} isAllPaused={queue.isPaused} />
        ))}
      </ul>
      <div className="queue-all">
        {queue.isPaused && <p>{t("allPaused")}</p>}
        <AccountForm
          action={pausePoolAction}
          submit={queue.isPaused ? t("resumeAll") : t("pauseAll")}
          look="quiet"
          key={String(queue.isPaused)}
        >
          <input type="hidden" name="pool" value="pictures" />
          <input type="hidden" name="paused" value={String(!queue.isPaused)} />
        </AccountForm>
      </div>
    </section>
  );
}

async function Pool({ pool, isAllPaused }: { pool: QueuePoolDto; isAllPaused: boolean }) {
  const t = await getTranslations("admin.queue");
  const { isPaused, running, waiting, failed } = pool;
  const name = pool.name ?? t(`pools.${poolKey(pool.pool)}`);
  const isHeld = isAllPaused && pool.pool !== "errands";
  return (
    <li>
      <div>
        <p className="ledger-name">
          <bdi>{name}</bdi>
        </p>
        <p className="ledger-facts">
          {isPaused && <span className="text-ochre">{t("paused")}</span>}
          <span>{t("running", { count: running })}</span>
          <span>{t("waiting", { count: waiting })}</span>
          {failed > 0 && <span className="text-crimson">{t("failed", { count: failed })}</span>}
        </p>
      </div>
      {!isHeld && (
        <AccountForm
          key={String(isPaused)}
          action={pausePoolAction}
          submit={isPaused ? t("resume") : t("pause")}
          look="act"
          label={t(isPaused ? "resumeLabel" : "pauseLabel", { name })}
        >
          <input type="hidden" name="pool" value={pool.pool} />
          <input type="hidden" name="paused" value={String(!isPaused)} />
        </AccountForm>
      )}
    </li>
  );
}

/** The key of our words for a pool that has no name of its own. */
export function poolKey(pool: string): "pixels" | "errands" | "gone" {
  return pool === "pixels" || pool === "errands" ? pool : "gone";
}
