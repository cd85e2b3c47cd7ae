"use client";

import {
  ArrowDownToLine,
  Eye,
  EyeOff,
  Heart,
  HeartOff,
  type LucideIcon,
  Trash2,
  Undo2,
  WandSparkles,
  X,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { limits } from "@/lib/limits";
import type { Act } from "./rooms";

const icons: Record<Act, LucideIcon> = {
  favorite: Heart,
  unfavorite: HeartOff,
  publish: Eye,
  make_private: EyeOff,
  trash: Trash2,
  restore: Undo2,
  remove: X,
  download: ArrowDownToLine,
  restyle: WandSparkles,
};

/** What can be done with the selected pictures. What cannot be undone asks once more. */
export function BulkBar({
  ids,
  acts,
  isFinal,
  onAct,
  onAll,
  onClose,
}: {
  ids: number[];
  acts: readonly Act[];
  /** Whether an act would take pictures away for good. */
  isFinal(act: Act): boolean;
  onAct(act: Act): Promise<void>;
  onAll(): Promise<void>;
  onClose(): void;
}) {
  const t = useTranslations("wall");
  const [asking, setAsking] = useState<Act | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isNone = ids.length === 0;

  async function during(work: Promise<void>) {
    setBusy(true);
    setAsking(null);
    await work.finally(() => setBusy(false));
  }

  return (
    <section className="bulk-bar" aria-label={t("selection")}>
      <p role="status" className="bulk-count">
        {t("selected", { count: ids.length })}
      </p>
      <div className="bulk-acts">
        {asking ? (
          <>
            <p className="text-15">{t("askRemove", { count: ids.length })}</p>
            <button type="button" className="act text-crimson" onClick={() => during(onAct(asking))}>
              <span>{t("reallyRemove")}</span>
            </button>
            <button type="button" className="act" onClick={() => setAsking(null)}>
              <span>{t("no")}</span>
            </button>
          </>
        ) : (
          <>
            {acts.map((act) => {
              const Icon = icons[act];
              if (act === "download") {
                return (
                  <form key={act} method="post" action="/api/images/archive">
                    <input type="hidden" name="ids" value={ids.join(",")} />
                    <button type="submit" className="act" disabled={isNone || isBusy}>
                      <Icon size={18} strokeWidth={1.75} aria-hidden />
                      <span>{t("acts.download")}</span>
                    </button>
                  </form>
                );
              }
              if (act === "restyle") {
                const isMany = ids.length > limits.batchImagesMax;
                return (
                  <a
                    key={act}
                    className="act"
                    href={isNone || isMany ? undefined : `/create/batches?images=${ids.join(",")}`}
                    aria-disabled={isNone || isMany || undefined}
                    title={isMany ? t("restyleMax", { max: limits.batchImagesMax }) : undefined}
                  >
                    <Icon size={18} strokeWidth={1.75} aria-hidden />
                    <span>{t("acts.restyle")}</span>
                  </a>
                );
              }
              return (
                <button
                  key={act}
                  type="button"
                  className="act"
                  disabled={isNone || isBusy}
                  onClick={() => (isFinal(act) ? setAsking(act) : during(onAct(act)))}
                >
                  <Icon size={18} strokeWidth={1.75} aria-hidden />
                  <span>{t(`acts.${act}`)}</span>
                </button>
              );
            })}
            <button type="button" className="act" disabled={isBusy} onClick={() => during(onAll())}>
              <span>{t("selectAll")}</span>
            </button>
          </>
        )}
      </div>
      <button type="button" className="act bulk-close" onClick={onClose} disabled={isBusy}>
        <span>{t("done")}</span>
      </button>
    </section>
  );
}
