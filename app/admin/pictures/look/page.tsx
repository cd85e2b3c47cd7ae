import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { DecideForm } from "@/components/moderation/decide-form";
import { AppError } from "@/lib/errors";
import { getLooked } from "@/lib/moderation/service/look";
import type { Viewer } from "@/lib/viewer";
import { administrator, requireAdministratorPage } from "../../administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.pictures");
  return { title: t("lookedTitle"), robots: { index: false }, referrer: "no-referrer" };
}

/** A private picture that was asked for with a reason; for this administrator, for a few minutes. */
export default async function LookPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const viewer = await requireAdministratorPage();
  const { look } = await searchParams;
  const token = typeof look === "string" ? look : "";
  const [t, words, format, picture] = await Promise.all([
    getTranslations("admin.pictures"),
    getTranslations("admin.reports"),
    getFormatter(),
    findLooked(viewer, token),
  ]);
  return (
    <>
      <h1>{t("lookedTitle")}</h1>
      {picture ? (
        <>
          <p className="ledger-name mt-4" dir="auto">
            {picture.title}
          </p>
          <p className="ledger-facts">
            {picture.maker && <bdi>{picture.maker.name}</bdi>}
            <time dateTime={picture.createdAt}>
              {format.dateTime(new Date(picture.createdAt), { dateStyle: "medium" })}
            </time>
            <span>{picture.id}</span>
            {!picture.isPublic && <span>{t("private")}</span>}
            {picture.hiddenAt && <span className="text-ochre">{words("hidden")}</span>}
          </p>
          <img
            className="moderated-look"
            src={picture.large}
            width={picture.width}
            height={picture.height}
            alt={picture.title}
          />
          <div className="moderated-acts">
            <DecideForm
              id={picture.id}
              title={picture.title}
              decision="hide"
              isHidden={picture.hiddenAt !== null}
              look={token}
            />
            <DecideForm id={picture.id} title={picture.title} decision="remove" look={token} />
          </div>
        </>
      ) : (
        <p className="sheet-lead">{t("over")}</p>
      )}
      <Link className="link mt-6 inline-flex min-h-10 items-center" href="/admin/pictures" prefetch={false}>
        {t("back")}
      </Link>
    </>
  );
}

async function findLooked(viewer: Viewer, look: string) {
  try {
    return await getLooked(viewer, look);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
