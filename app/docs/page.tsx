import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { apiDocument } from "@/app/api/document";
import { topics } from "@/app/api/topics";
import { pageUser } from "@/app/page-user";
import { type Chapter, Chapters } from "@/components/docs/chapters";
import { Code } from "@/components/docs/code";
import { Errors, Rules } from "@/components/docs/everywhere";
import { labelsOf } from "@/components/docs/labels";
import { Operation } from "@/components/docs/operation-row";
import { DocsRoom, TokenField } from "@/components/docs/room";
import { Words } from "@/components/docs/words";
import { findPublicUrl } from "@/db/queries/settings";
import { pageViewer } from "@/lib/http/page";
import { errorWords, everywhereOf } from "./everywhere";
import { findLocal } from "./local";
import { operationsOf } from "./operations";
import { roomWordsOf } from "./room-words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("docs");
  return { title: t("title"), description: t("lead") };
}

/** The API, to read and to try. */
export default async function DocsPage() {
  const [t, server, viewer, user] = await Promise.all([
    getTranslations("docs"),
    findPublicUrl(),
    pageViewer(),
    pageUser(),
  ]);
  const document = apiDocument(server);
  const all = operationsOf(document, await findLocal(viewer, server));
  const words = roomWordsOf(t, await getTranslations("account.copy"), viewer.kind, user?.name ?? "");
  const written = topics.map(({ slug, name, description }) => ({
    slug,
    description,
    title: t(`topics.${slug}`),
    operations: all.filter(({ tag }) => tag === name).map(({ operation }) => operation),
  }));
  const chapters: Chapter[] = [
    { slug: "docs-key", title: t("who.title"), routes: [] },
    { slug: "rules", title: t("topics.rules"), routes: [] },
    ...written.map(({ slug, title, operations }) => ({
      slug,
      title,
      routes: operations.map(({ id, method, path, summary }) => ({ id, method, path, summary })),
    })),
    { slug: "errors", title: t("topics.errors"), routes: [] },
  ];
  const everywhere = everywhereOf(document);
  return (
    <DocsRoom words={words} labels={labelsOf(t)} errorWords={errorWords}>
      <div className="docs">
        <Head t={t} server={server} />
        <Chapters
          chapters={chapters}
          words={{ chapters: t("chapters"), find: t("find.label"), none: t("find.none") }}
        />
        <div className="docs-body">
          <WhoAsks t={t} server={server} />
          <Rules title={t("topics.rules")} everywhere={everywhere} headers={t("headers")} />
          {written.map(({ slug, title, description, operations }) => (
            <section key={slug} aria-labelledby={slug} data-place={slug}>
              <h2 id={slug}>{title}</h2>
              <p className="docs-about" lang="en" dir="ltr">
                <Words text={description} />
              </p>
              {operations.map((operation) => (
                <Operation key={operation.id} operation={operation} />
              ))}
            </section>
          ))}
          <Errors title={t("topics.errors")} everywhere={everywhere} example={t("example")} />
        </div>
      </div>
    </DocsRoom>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<"docs">>>;

function Head({ t, server }: { t: Translate; server: string }) {
  return (
    <header className="docs-head">
      <h1>{t("title")}</h1>
      <p className="docs-lead">{t("lead")}</p>
      <p>
        <code dir="ltr">{server}</code>{" "}
        <a className="link inline-flex min-h-10 items-center" href="/api/openapi.json">
          {t("document")}
        </a>
      </p>
    </header>
  );
}

function WhoAsks({ t, server }: { t: Translate; server: string }) {
  const curl = [
    `curl -c jar -b jar ${server}/api/images/upload`,
    `-H "Origin: ${server}"`,
    "-F image=@photograph.jpg -F is_public=false",
  ].join(" \\\n  ");
  const code = { code: (inside: React.ReactNode) => <code dir="ltr">{inside}</code> };
  return (
    <section className="docs-key" aria-labelledby="docs-key" data-place="docs-key">
      <h2 id="docs-key">{t("who.title")}</h2>
      <p>{t.rich("who.token", code)}</p>
      <TokenField words={{ label: t("who.label"), hint: t("who.hint") }} />
      <p>
        <Link className="link inline-flex min-h-10 items-center" href="/settings/tokens" prefetch={false}>
          {t("who.make")}
        </Link>
      </p>
      <p>{t.rich("who.guest", code)}</p>
      <Code head={<h3>{t("who.jar")}</h3>} name={t("who.jar")}>
        {curl}
      </Code>
    </section>
  );
}
