import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { styleInWords } from "@/components/gallery/style-words";
import { Studio } from "@/components/studio/studio";
import { listGenerations } from "@/lib/generations/service/read";
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
  const [styles, initial, start, locale, messages, t] = await Promise.all([
    listStyles(viewer),
    listGenerations(viewer),
    studioStart(viewer, { remix, source, prompt }),
    getLocale(),
    getMessages(),
    getTranslations("studio"),
  ]);
  const { studio, errors, label } = messages;
  const spoken = styles.map((style) => styleInWords(style, messages.styles));
  return (
    <NextIntlClientProvider locale={locale} messages={{ studio, errors, label }} timeZone="UTC">
      <h1 className="sr-only">{t("heading")}</h1>
      <Studio
        key={`${remix} ${source}`}
        styles={spoken}
        start={start}
        initial={initial}
        isUser={viewer.kind === "user"}
        isSomebody={viewer.kind !== "nobody"}
      />
    </NextIntlClientProvider>
  );
}
