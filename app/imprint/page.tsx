import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Prose } from "@/components/site/prose";
import { findSetting } from "@/db/queries/settings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.footer");
  return { title: t("imprint") };
}

/** Who is behind the gallery, in their own words. */
export default async function ImprintPage() {
  const text = await findSetting("imprint");
  if (text === "") notFound();
  const t = await getTranslations("site.footer");
  return (
    <article className="legal">
      <h1>{t("imprint")}</h1>
      <Prose text={text} />
    </article>
  );
}
