"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { reopen } from "@/components/site/live";
import type { QuotaDto } from "@/lib/accounts/schema";
import type { Asked } from "@/lib/generations/actions";
import type { GenerationDto } from "@/lib/generations/schema";
import type { StyleDto } from "@/lib/styles/schema";
import { Compose } from "./compose";
import { GenerationCard } from "./generation-card";
import type { PlainPrice } from "./price";
import { QuotaLine } from "./quota-line";
import type { StudioStart, StudioViewer } from "./source";
import { useGenerations } from "./use-generations";
import { useQuota } from "./use-quota";

/** The studio: what to make above, what is being made and was made below, newest first. */
export function Studio({
  styles,
  start,
  initial,
  viewer,
  quota,
  plainPrice,
}: {
  styles: StyleDto[];
  start: StudioStart;
  initial: GenerationDto[];
  viewer: StudioViewer;
  /** What is left to a user. */
  quota: QuotaDto | null;
  plainPrice: PlainPrice;
}) {
  const t = useTranslations("studio.results");
  const router = useRouter();
  const { generations, previews, said, read } = useGenerations(initial, styles, viewer.isUser);

  const left = useQuota(quota, generations);

  function begun({ batch }: Asked) {
    if (batch) return router.push(`/create/batches/${batch}`);
    // A visitor has just become a guest: the stream that was opened as nobody would stay silent.
    if (!viewer.isSomebody) reopen();
    void read();
  }

  return (
    <>
      <Compose styles={styles} start={start} viewer={viewer} plainPrice={plainPrice} onBegun={begun}>
        <QuotaLine quota={left} />
      </Compose>
      <section className="results" aria-label={t("title")}>
        <h2 className="sr-only">{t("title")}</h2>
        <p className="text-13 text-quiet">
          {generations.length === 0 ? t("empty") : viewer.isUser ? t("user") : t("guest")}
        </p>
        {generations.map((generation) => (
          <GenerationCard
            key={generation.uuid}
            generation={generation}
            preview={previews[generation.uuid]}
            isUser={viewer.isUser}
            onChanged={read}
          />
        ))}
      </section>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
