import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyWall } from "@/components/site/empty-wall";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.notFound");
  return { title: t("title") };
}

export default async function NotFound() {
  const t = await getTranslations("site.notFound");
  return (
    <EmptyWall title={t("title")} body={t("body")}>
      <Link href="/" className="press" prefetch={false}>
        {t("action")}
      </Link>
    </EmptyWall>
  );
}
