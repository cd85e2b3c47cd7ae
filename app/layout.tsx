import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Footer } from "@/components/site/footer";
import { Header } from "@/components/site/header";
import { OfflineHint } from "@/components/site/offline-hint";
import { SiteWords } from "@/components/site/site-words";
import { themeCookie, themeOf } from "@/components/site/theme";
import { WelcomeHint } from "@/components/site/welcome-hint";
import { findPublicUrl, findSetting } from "@/db/queries/settings";
import { pageViewer } from "@/lib/http/page";
import { directionOf } from "@/lib/i18n/locales";
import { isWelcomeDue } from "@/lib/site/service/welcome";
import { faces } from "./fonts";
import "./globals.css";
import { pageUnread, pageUser } from "./page-user";

export async function generateMetadata(): Promise<Metadata> {
  const [t, name, site] = await Promise.all([getTranslations("site"), findSetting("gallery_name"), findPublicUrl()]);
  const description = t("description");
  return {
    metadataBase: new URL(site),
    title: { default: name, template: `%s · ${name}` },
    description,
    openGraph: { siteName: name, description, type: "website" },
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfaf6" },
    { media: "(prefers-color-scheme: dark)", color: "#13100d" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, t, jar, user, unread, name, imprint, privacy, isNew] = await Promise.all([
    getLocale(),
    getTranslations("site"),
    cookies(),
    pageUser(),
    pageUnread(),
    findSetting("gallery_name"),
    findSetting("imprint"),
    findSetting("privacy"),
    pageViewer().then(isWelcomeDue),
  ]);
  const theme = user?.theme_preference ?? themeOf(jar.get(themeCookie)?.value);
  return (
    <html
      lang={locale}
      dir={directionOf(locale)}
      className={faces}
      data-theme={theme === "system" ? undefined : theme}
      suppressHydrationWarning
    >
      <body>
        <link rel="alternate" type="application/atom+xml" title={name} href="/feed.atom" />
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-50 focus:bg-ink focus:px-4 focus:py-2 focus:text-paper"
        >
          {t("skip")}
        </a>
        <Header name={name} theme={theme} user={user} unread={unread} />
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[1800px] px-4 outline-none sm:px-6">
          {isNew && <WelcomeHint />}
          <SiteWords
            words={{
              title: t("error.title"),
              body: t("error.body"),
              action: t("error.action"),
              reference: t("error.reference", { reference: "{reference}" }),
            }}
          >
            {children}
          </SiteWords>
        </main>
        <Footer hasImprint={imprint !== ""} hasPrivacy={privacy !== ""} />
        <OfflineHint words={t("offline")} />
      </body>
    </html>
  );
}
