import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BulkForm } from "@/components/moderation/bulk-form";
import { LookForm } from "@/components/moderation/look-form";
import { PictureRow } from "@/components/moderation/picture-row";
import { minuteMs } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { type ModerationList, moderationLists } from "@/lib/moderation/schema";
import { openModerated } from "@/lib/moderation/service/read";
import { administrator, requireAdministratorPage } from "../administrator";

const pageSize = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.pictures");
  return { title: t("title"), robots: { index: false } };
}

/** Everyone's pictures, to be decided on. `?list=` names a list, `?q=` a picture or maker. */
export default async function PicturesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const viewer = await requireAdministratorPage();
  const asked = await searchParams;
  const list = moderationLists.find((name) => name === asked.list) ?? "newest";
  const q = textOf(asked.q).slice(0, limits.nameMaxChars);
  const cursor = textOf(asked.cursor) || undefined;
  const [t, page] = await Promise.all([
    getTranslations("admin.pictures"),
    openModerated(viewer, { list, q, cursor, limit: pageSize }),
  ]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      <Lists list={list} q={q} />
      <BulkForm key={`${list} ${q} ${cursor}`}>
        {page.pictures.length === 0 ? (
          <p className="mt-8 text-quiet">{t("none")}</p>
        ) : (
          <ul className="ledger admin-wide">
            {page.pictures.map((picture) => (
              <PictureRow
                key={picture.id}
                picture={picture}
                lead={
                  <label className="moderated-pick">
                    <input type="checkbox" name="id" value={picture.id} />
                    <span className="sr-only">{t("select", { title: picture.title })}</span>
                  </label>
                }
              />
            ))}
          </ul>
        )}
      </BulkForm>
      {page.nextCursor && (
        <Link
          className="link inline-flex min-h-10 items-center"
          href={address(list, q, page.nextCursor)}
          prefetch={false}
        >
          {t("more")}
        </Link>
      )}
      <section className="settings-part" aria-labelledby="look-title">
        <h2 id="look-title">{t("lookTitle")}</h2>
        <p>{t("lookLead", { minutes: limits.lookMs / minuteMs })}</p>
        <LookForm picture="" />
      </section>
    </>
  );
}

async function Lists({ list, q }: { list: ModerationList; q: string }) {
  const t = await getTranslations("admin.pictures");
  return (
    <>
      <nav aria-label={t("lists.label")} className="settings-nav">
        {moderationLists.map((name) => (
          <Link
            key={name}
            href={address(name, q)}
            aria-current={name === list ? "page" : undefined}
            prefetch={false}
            className="flex min-h-10 items-center border-y-2 border-transparent text-15 text-soft transition-colors hover:text-ink aria-[current]:border-b-ink aria-[current]:text-ink"
          >
            {t(`lists.${name}`)}
          </Link>
        ))}
      </nav>
      <search>
        <form action="/admin/pictures" className="moderated-line mt-4">
          <input type="hidden" name="list" value={list} />
          <div className="entry">
            <label htmlFor="pictures-q">{t("search")}</label>
            <input id="pictures-q" name="q" type="search" defaultValue={q} maxLength={limits.nameMaxChars} dir="auto" />
          </div>
          <button type="submit" className="press-quiet">
            {t("find")}
          </button>
        </form>
      </search>
    </>
  );
}

function address(list: ModerationList, q: string, cursor?: string): string {
  const query = new URLSearchParams({ list, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) });
  return `/admin/pictures?${query}`;
}

function textOf(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : "";
}
