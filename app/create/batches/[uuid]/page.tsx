import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { Sheet } from "@/components/batch/sheet";
import { styleTitle } from "@/components/gallery/style-words";
import { AppError } from "@/lib/errors";
import type { BatchDto } from "@/lib/generations/schema";
import { getBatch } from "@/lib/generations/service/sheet";
import { noteSeen } from "@/lib/generations/service/tell";
import { pageViewer } from "@/lib/http/page";
import type { Viewer } from "@/lib/viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("studio.batch");
  return { title: t("sheet"), robots: { index: false } };
}

/** The contact sheet of what was asked for at once. */
export default async function BatchPage({ params }: { params: Promise<{ uuid: string }> }) {
  const { uuid } = await params;
  const viewer = await pageViewer();
  const batch = await findBatch(viewer, uuid);
  if (!batch) notFound();
  await noteSeen(viewer, { batch });
  const [locale, messages, t] = await Promise.all([getLocale(), getMessages(), getTranslations("studio.batch")]);
  const titles = Object.fromEntries(
    batch.columns.flatMap(({ style }) => (style ? [[style.id, styleTitle(style, messages.styles)]] : [])),
  );
  const { studio, errors } = messages;
  return (
    <NextIntlClientProvider locale={locale} messages={{ studio, errors }} timeZone="UTC">
      <header className="pt-8 pb-4">
        <h1 className="text-36 font-semibold tracking-[-0.02em]">{t("sheet")}</h1>
      </header>
      <Sheet initial={batch} titles={titles} isUser={viewer.kind === "user"} />
    </NextIntlClientProvider>
  );
}

async function findBatch(viewer: Viewer, uuid: string): Promise<BatchDto | null> {
  return getBatch(viewer, uuid).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  });
}
