import { getTranslations } from "next-intl/server";

export async function Footer() {
  const t = await getTranslations("site");
  return (
    <footer className="mx-auto mt-auto flex w-full max-w-[1800px] flex-wrap items-center gap-x-6 px-4 pt-16 pb-6 text-13 text-quiet sm:px-6">
      <p>{t("footer.line")}</p>
      <a className="link inline-flex min-h-10 items-center ms-auto" href="/api/openapi.json">
        {t("footer.api")}
      </a>
    </footer>
  );
}
