import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { BatchLines } from "@/components/batch/batch-lines";
import { styleInWords } from "@/components/gallery/style-words";
import { Studio } from "@/components/studio/studio";
import { getQuota } from "@/lib/accounts/service/quota";
import { findPlainPrice, listGenerations } from "@/lib/generations/service/read";
import { listBatches } from "@/lib/generations/service/sheet";
import { noteSeen } from "@/lib/generations/service/tell";
import { pageViewer } from "@/lib/http/page";
import { listStyles } from "@/lib/styles/service";
import { studioStart } from "./start";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("studio");
  return { title: t("title") };
}

/** The studio. `?remix=` starts from a picture's recipe, `?source=` from the picture itself. */
export default async function CreatePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { remix, source, prompt } = await searchParams;
  const viewer = await pageViewer();
  const [styles, initial, batches, start, quota, plainPrice, locale, messages, t] = await Promise.all([
    listStyles(viewer),
    listGenerations(viewer),
    listBatches(viewer),
    studioStart(viewer, { remix, source, prompt }),
    viewer.kind === "user" ? getQuota(viewer) : null,
    findPlainPrice(),
    getLocale(),
    getMessages(),
    getTranslations("studio"),
  ]);
  await noteSeen(viewer, { generations: initial });
  const { studio, errors, label, params } = messages;
  const spoken = styles.map((style) => styleInWords(style, messages.styles));
  return (
    <NextIntlClientProvider locale={locale} messages={{ studio, errors, label, params }} timeZone="UTC">
      <h1 className="sr-only">{t("heading")}</h1>
      <Studio
        key={`${remix} ${source}`}
        styles={spoken}
        start={start}
        initial={initial}
        quota={quota}
        plainPrice={plainPrice}
        viewer={{
          isUser: viewer.kind === "user",
          isMember: viewer.kind === "user" && viewer.role !== "user",
          isSomebody: viewer.kind !== "nobody",
        }}
      />
      <BatchLines batches={batches} />
    </NextIntlClientProvider>
  );
}
