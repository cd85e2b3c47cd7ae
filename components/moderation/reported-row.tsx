import { getFormatter, getTranslations } from "next-intl/server";
import type { ReportedDto } from "@/lib/moderation/schema";
import { DecideForm, DismissForm } from "./decide-form";
import { LookForm } from "./look-form";
import { PictureRow } from "./picture-row";

/** A reported picture: what people say of it, and the decision. */
export async function ReportedRow({ reported }: { reported: ReportedDto }) {
  const [t, pictures] = await Promise.all([getTranslations("admin.reports"), getTranslations("admin.pictures")]);
  const { imageId, picture } = reported;
  if (!picture) {
    return (
      <li>
        <div className="w-full">
          <p>{t("notPublic", { id: String(imageId) })}</p>
          <Reports reported={reported} />
          <div className="moderated-acts">
            <DismissForm
              id={imageId}
              submit={t("dismissOnly")}
              label={t("of", { action: t("dismissOnly"), title: String(imageId) })}
            />
            <details>
              <summary className="act act-word">{pictures("lookTitle")}</summary>
              <LookForm picture={String(imageId)} />
            </details>
          </div>
        </div>
      </li>
    );
  }
  const dismiss = picture.hiddenAt ? t("dismiss") : t("dismissOnly");
  return (
    <PictureRow picture={picture}>
      <Reports reported={reported} />
      <div className="moderated-acts">
        <DismissForm id={imageId} submit={dismiss} label={t("of", { action: dismiss, title: picture.title })} />
        <DecideForm id={imageId} title={picture.title} decision="hide" isHidden={picture.hiddenAt !== null} />
        <DecideForm id={imageId} title={picture.title} decision="remove" />
      </div>
    </PictureRow>
  );
}

async function Reports({ reported }: { reported: ReportedDto }) {
  const [t, words, format] = await Promise.all([
    getTranslations("admin.reports"),
    getTranslations("picture.report"),
    getFormatter(),
  ]);
  return (
    <ul className="moderated-reports">
      {reported.reports.map(({ id, kind, reason, createdAt, reporter }) => (
        <li key={id}>
          <p>
            <strong className="font-semibold">{words(`kinds.${kind}`)}</strong>
            {reason && (
              <span className="block" dir="auto">
                {reason}
              </span>
            )}
          </p>
          <p className="ledger-facts">
            {reporter ? <bdi>{reporter.name}</bdi> : <span>{t("visitor")}</span>}
            <time dateTime={createdAt}>
              {format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" })}
            </time>
          </p>
        </li>
      ))}
    </ul>
  );
}
