import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { ModeratedDto } from "@/lib/moderation/schema";

/** A picture in a ledger: small, with its title, its maker, and whether it is shown. */
export async function PictureRow({
  picture,
  lead,
  children,
}: {
  picture: ModeratedDto;
  /** Before it, such as a box to select it by. */
  lead?: ReactNode;
  /** Beneath it: what is said about it, and what can be done. */
  children?: ReactNode;
}) {
  const [t, format] = await Promise.all([getTranslations("admin.reports"), getFormatter()]);
  const { title, maker, hiddenAt, createdAt, reason, answer, reports } = picture;
  const shape = { width: picture.width, height: picture.height };
  return (
    <li className="moderated">
      {lead}
      <a href={picture.large} className="moderated-face">
        <img src={picture.small} alt={title} {...shape} loading="lazy" data-veiled={picture.isSensitive || undefined} />
      </a>
      <div className="moderated-words">
        <p className="ledger-name" dir="auto">
          {hiddenAt ? title : <a href={`/images/${picture.uuid}`}>{title}</a>}
        </p>
        <p className="ledger-facts">
          {maker && (
            <a className="link" href={`/u/${maker.handle}`}>
              <bdi>{maker.name}</bdi>
            </a>
          )}
          <time dateTime={createdAt}>{format.dateTime(new Date(createdAt), { dateStyle: "medium" })}</time>
          <span dir="ltr">#{picture.id}</span>
          <span className={hiddenAt ? "text-ochre" : "text-sage"}>{hiddenAt ? t("hidden") : t("shown")}</span>
          {reports > 0 && <span className="text-crimson">{t("open", { count: reports })}</span>}
        </p>
        {reason && (
          <p className="mt-1 text-15" dir="auto">
            {reason}
          </p>
        )}
        {answer && (
          <p className="moderated-answer" dir="auto">
            {t("answer", { answer })}
          </p>
        )}
        {children}
      </div>
    </li>
  );
}
