import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { pageOnlooker } from "@/app/page-user";
import { Filters } from "@/components/gallery/filters";
import { HungWall } from "@/components/gallery/hung-wall";
import { PromptLine } from "@/components/gallery/prompt-line";
import { SortLinks } from "@/components/gallery/sort-links";
import { EmptyWall } from "@/components/site/empty-wall";
import { errorSentences } from "@/components/ui/error-key";
import { findSetting } from "@/db/queries/settings";
import { pageViewer } from "@/lib/http/page";
import { isGalleryOpen } from "@/lib/images/service/show";
import { limits } from "@/lib/limits";
import { addressQuery, isNarrowed, keptOf, readWallQuery, wallPageSize } from "./query";
import { styleTitles } from "./style-titles";
import { openWall } from "./walls";

/** What may keep the line on the wall from being sent. */
const lineErrors = [
  "network",
  "internal",
  "unavailable",
  "invalid",
  "rate_limited",
  "quota",
  "guests_off",
  "unverified",
] as const;
const queueFull = "Many of your pictures are still waiting. Please let some finish first.";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  const t = await getTranslations("site");
  const query = readWallQuery(await searchParams);
  return {
    title: { absolute: `${await findSetting("gallery_name")}. ${t("description")}` },
    alternates: { canonical: "/" },
    robots: query.cursor || isNarrowed(query) ? { index: false, follow: true } : undefined,
  };
}

/** The public gallery. */
export default async function GalleryPage({ searchParams }: { searchParams: Search }) {
  const query = readWallQuery(await searchParams);
  const viewer = await pageViewer();
  const seesGallery = (viewer.kind === "user" && viewer.role !== "user") || (await isGalleryOpen());
  const [page, onlooker, styles, t] = await Promise.all([
    openWall(viewer, { room: "gallery", query, limit: wallPageSize }),
    pageOnlooker(),
    styleTitles(),
    getTranslations("gallery"),
  ]);
  const isFirst = !query.cursor;
  const isUsual = query.sort === "created" && query.order === "desc" && !isNarrowed(query);
  const lead = (
    <>
      <SortLinks sort={query.sort} order={query.order} filter={query.filter} />
      <Filters path="/" wanted={query.filter} kept={keptOf(query)} styles={styles} />
    </>
  );
  return (
    <>
      <h1 className="sr-only">{t("heading")}</h1>
      <div className="pt-6 pb-8 sm:pt-10 sm:pb-12">
        <Line />
      </div>
      {!seesGallery && <ClosedWall isUser={viewer.kind === "user"} />}
      {seesGallery && page.images.length === 0 && (
        <>
          {!(isFirst && isUsual) && <div className="wall-lead">{lead}</div>}
          <BareWall
            isFirst={isFirst}
            isSought={isNarrowed(query)}
            nextCursor={page.nextCursor}
            query={addressQuery(query)}
          />
        </>
      )}
      <HungWall
        page={page}
        room="gallery"
        path="/"
        query={addressQuery(query)}
        isUser={viewer.kind === "user"}
        onlooker={onlooker}
        lead={lead}
        hasNews={isFirst && isUsual && seesGallery}
      />
      {!isFirst && page.images.length > 0 && (
        <p className="text-center">
          <Link href={`/?${addressQuery(query)}`} className="link inline-flex min-h-10 items-center" prefetch={false}>
            {t("first")}
          </Link>
        </p>
      )}
    </>
  );
}

/** The line to write on, with its words. */
async function Line() {
  const [t, errors] = await Promise.all([getTranslations("gallery"), getTranslations("errors")]);
  return (
    <PromptLine
      words={{
        label: t("line.label"),
        placeholder: t("line.placeholder"),
        submit: t("line.submit"),
        sending: t("line.sending"),
        errors: {
          ...Object.fromEntries(lineErrors.map((code) => [code, errors(code)])),
          [queueFull]: errors(errorSentences[queueFull]),
          promptEmpty: errors("promptEmpty"),
          promptLong: errors("promptLong", { max: limits.promptMaxChars }),
        },
      }}
    />
  );
}

async function BareWall({
  isFirst,
  isSought,
  nextCursor,
  query,
}: {
  isFirst: boolean;
  isSought: boolean;
  nextCursor: string | null;
  query: string;
}) {
  const t = await getTranslations("gallery");
  if (isFirst && !isSought) return <EmptyWall level="h2" title={t("empty.title")} body={t("empty.body")} />;
  return (
    <EmptyWall
      level="h2"
      title={isSought ? t("nothing.title") : t("emptyPage.title")}
      body={isSought ? t("nothing.body") : t("emptyPage.body")}
    >
      <Link
        href={nextCursor ? `/?${query}&cursor=${encodeURIComponent(nextCursor)}` : "/"}
        className="link inline-flex min-h-10 items-center"
        prefetch={false}
      >
        {nextCursor ? t("nothing.further") : t("first")}
      </Link>
    </EmptyWall>
  );
}

/** Says that this gallery is not for everyone, and how to come in. */
async function ClosedWall({ isUser }: { isUser: boolean }) {
  const [t, names] = await Promise.all([getTranslations("gallery.closed"), getTranslations("site.account")]);
  return (
    <EmptyWall level="h2" title={t("title")} body={isUser ? t("bodyUser") : t("body")}>
      {!isUser && (
        <Link href="/sign-in?next=/" className="link inline-flex min-h-10 items-center" prefetch={false}>
          {names("signIn")}
        </Link>
      )}
    </EmptyWall>
  );
}
