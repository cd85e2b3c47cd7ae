import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { apiDocument } from "@/app/api/document";
import { topics } from "@/app/api/topics";
import { Operation } from "@/components/docs/operation-row";
import { TokenField, TokenRoom } from "@/components/docs/token-room";
import { Words } from "@/components/docs/words";
import { findPublicUrl } from "@/db/queries/settings";
import { operationsOf } from "./operations";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("docs");
  return { title: t("title"), description: t("lead") };
}

/** The API, to read and to try. */
export default async function DocsPage() {
  const [t, server] = await Promise.all([getTranslations("docs"), findPublicUrl()]);
  const document = apiDocument(server);
  return (
    <TokenRoom>
      <div className="docs">
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
        <section className="docs-key" aria-labelledby="docs-key">
          <h2 id="docs-key">{t("who.title")}</h2>
          <p>{t("who.token")}</p>
          <p>{t("who.guest")}</p>
          <pre dir="ltr" className="docs-code">
            {`curl -c jar -b jar -F image=@photograph.jpg -F is_public=false \\\n  ${server}/api/images/upload`}
          </pre>
          <TokenField words={{ label: t("who.label"), hint: t("who.hint") }} />
          <p>
            <Link className="link inline-flex min-h-10 items-center" href="/settings/tokens" prefetch={false}>
              {t("who.make")}
            </Link>
          </p>
        </section>
        <nav className="docs-nav" aria-label={t("chapters")}>
          <ul>
            {topics.map(({ slug }) => (
              <li key={slug}>
                <a href={`#${slug}`}>{t(`topics.${slug}`)}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="docs-body">
          {topics.map(({ slug, name, description }) => (
            <section key={slug} aria-labelledby={slug}>
              <h2 id={slug}>{t(`topics.${slug}`)}</h2>
              <p className="docs-about" lang="en" dir="ltr">
                <Words text={description} />
              </p>
              {operationsOf(document, name, server).map((operation) => (
                <Operation key={operation.id} operation={operation} />
              ))}
            </section>
          ))}
        </div>
      </div>
    </TokenRoom>
  );
}
