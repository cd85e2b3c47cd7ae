"use client";

import { BookmarkCheck, BookmarkPlus, LogIn, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { sourcesOf } from "@/components/gallery/sources";
import { useSeen } from "@/components/notifications/use-seen";
import { ActForm } from "@/components/ui/act-form";
import { useErrorWords } from "@/components/ui/use-error-words";
import { useSending } from "@/components/ui/use-sending";
import { cancelBatchAction } from "@/lib/generations/actions";
import type { BatchDto } from "@/lib/generations/schema";
import { keepManyAction } from "@/lib/images/actions";
import { Frame } from "./frame";
import { useBatch } from "./use-batch";

const keepForm = "batch-keep";

/**
 * A contact sheet: a row for each picture it began with, a column for each style or step. Frames are selected with
 * checkboxes that belong to one form, so that keeping works without script.
 */
export function Sheet({
  initial,
  titles,
  isUser,
}: {
  initial: BatchDto;
  /** Style id → its title in the viewer's language. */
  titles: Record<number, string>;
  isUser: boolean;
}) {
  const t = useTranslations("studio.batch");
  const errorWords = useErrorWords();
  const batch = useBatch(initial);
  const keeping = useSending(keepManyAction);
  const { cells, columns, sources, uuid } = batch;
  const open = batch.queued + batch.running;
  useSeen(isUser, open === 0 ? [uuid] : []);
  const temporary = cells.flatMap(({ image }) => (image?.isTemp ? [image.id] : []));
  const hasSteps = columns.some(({ step }) => step > 1);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    void keeping.send(new FormData(event.currentTarget, submitter));
  }

  const titleOf = ({ step, style }: BatchDto["columns"][number]) => {
    const title = (style && (titles[style.id] ?? style.title)) ?? t("gone");
    return hasSteps ? t("step", { step, title }) : title;
  };
  return (
    <section aria-label={t("sheet")}>
      <progress className="thin-line" max={100} value={batch.progress} aria-label={t("progress")} />
      <p role="status" className="mt-1 text-15 tabular-nums text-soft">
        {t("state", { done: batch.succeeded, total: cells.length })}
        {batch.failed > 0 && ` · ${t("failed", { count: batch.failed })}`}
        {batch.cancelled > 0 && ` · ${t("cancelled", { count: batch.cancelled })}`}
      </p>
      <div className="batch-acts">
        {open > 0 && (
          <ActForm fields={{ uuid }} action={cancelBatchAction} icon={X} words={t("cancel")} errorWords={errorWords} />
        )}
        {isUser ? (
          <form id={keepForm} action={keeping.formAction} onSubmit={submit} className="batch-keep">
            {temporary.length > 0 ? (
              <>
                <button type="submit" className="act" disabled={keeping.pending}>
                  <BookmarkPlus size={18} strokeWidth={1.75} aria-hidden />
                  <span>{t("keepSome")}</span>
                </button>
                <button type="submit" className="act" name="all" value={temporary.join(",")} disabled={keeping.pending}>
                  <BookmarkCheck size={18} strokeWidth={1.75} aria-hidden />
                  <span>{t("keepAll", { count: temporary.length })}</span>
                </button>
              </>
            ) : null}
            {keeping.outcome?.ok === false && (
              <span role="alert" className="text-13 text-crimson">
                {keeping.outcome.fields.ids ? t("chooseSome") : errorWords(keeping.outcome.error.code)}
              </span>
            )}
          </form>
        ) : (
          <a className="act" href={`/sign-in?next=/create/batches/${uuid}`}>
            <LogIn size={18} strokeWidth={1.75} aria-hidden />
            <span>{t("signIn")}</span>
          </a>
        )}
      </div>
      <div className="batch-scroll">
        <table className="batch-sheet">
          <thead>
            <tr>
              <th scope="col">{t("source")}</th>
              {columns.map((column, index) => (
                <th key={`${column.step} ${column.style?.id ?? index}`} scope="col">
                  {titleOf(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source, row) => (
              <tr key={source?.uuid ?? `gone ${row}`}>
                <th scope="row">
                  {source ? (
                    <a href={`/images/${source.uuid}`}>
                      <img src={sourcesOf(source).src} alt={source.title ?? source.name} loading="lazy" />
                    </a>
                  ) : (
                    t("gone")
                  )}
                </th>
                {columns.map((column, at) => (
                  <td key={`${column.step} ${column.style?.id ?? at}`}>
                    {cells
                      .filter((cell) => cell.source === row && cell.column === at)
                      .map((cell) => (
                        <Frame
                          key={cell.uuid}
                          cell={cell}
                          title={titleOf(column)}
                          under={source}
                          form={isUser ? keepForm : null}
                        />
                      ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
