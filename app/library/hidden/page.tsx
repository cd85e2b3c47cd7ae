import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { signedInUser } from "@/app/page-user";
import { openOwnHidden } from "@/lib/moderation/service/report";

const pageSize = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("picture.hidden");
  return { title: t("title"), robots: { index: false } };
}

/** One's own pictures that were taken from view, with the reasons. */
export default async function HiddenPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { viewer } = await signedInUser("/library/hidden");
  const { cursor } = await searchParams;
  const [t, format, page] = await Promise.all([
    getTranslations("picture.hidden"),
    getFormatter(),
    openOwnHidden(viewer, pageSize, typeof cursor === "string" ? cursor : undefined),
  ]);
  return (
    <div className="settings">
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      {page.pictures.length === 0 && <p className="mt-8 text-quiet">{t("none")}</p>}
      <ul className="ledger">
        {page.pictures.map(({ id, uuid, title, small, width, height, reason, hiddenAt }) => (
          <li key={id} className="moderated">
            <a href={`/images/${uuid}`} className="moderated-face">
              <img src={small} alt={title} width={width} height={height} loading="lazy" />
            </a>
            <div>
              <p className="ledger-name" dir="auto">
                <a href={`/images/${uuid}`}>{title}</a>
              </p>
              <p className="text-15" dir="auto">
                {reason === null ? t("byReports") : t("reason", { reason })}
              </p>
              {hiddenAt && (
                <p className="ledger-facts">
                  <time dateTime={hiddenAt}>{t("since", { when: format.relativeTime(new Date(hiddenAt)) })}</time>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {page.nextCursor && (
        <Link
          className="link inline-flex min-h-10 items-center"
          href={`/library/hidden?cursor=${page.nextCursor}`}
          prefetch={false}
        >
          {t("more")}
        </Link>
      )}
    </div>
  );
}
