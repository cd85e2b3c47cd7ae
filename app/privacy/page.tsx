import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Prose } from "@/components/site/prose";
import { findSetting } from "@/db/queries/settings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.footer");
  return { title: t("privacy") };
}

/** What becomes of people's data, in the words of whoever runs the gallery. */
export default async function PrivacyPage() {
  const text = await findSetting("privacy");
  if (text === "") notFound();
  const t = await getTranslations("site.footer");
  return (
    <article className="legal">
      <h1>{t("privacy")}</h1>
      <Prose text={text} />
    </article>
  );
}
