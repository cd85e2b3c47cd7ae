import { getTranslations } from "next-intl/server";

/** The foot of every page; imprint and privacy are there once they are written. */
export async function Footer({ hasImprint, hasPrivacy }: { hasImprint: boolean; hasPrivacy: boolean }) {
  const t = await getTranslations("site");
  const link = "link inline-flex min-h-10 items-center";
  return (
    <footer className="mx-auto mt-auto flex w-full max-w-[1800px] flex-wrap items-center gap-x-6 px-4 pt-16 pb-6 text-13 text-quiet sm:px-6">
      <p className="me-auto">{t("footer.line")}</p>
      {hasImprint && (
        <a className={link} href="/imprint">
          {t("footer.imprint")}
        </a>
      )}
      {hasPrivacy && (
        <a className={link} href="/privacy">
          {t("footer.privacy")}
        </a>
      )}
      <a className={link} href="/docs">
        {t("footer.api")}
      </a>
    </footer>
  );
}
