import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getFormatter, getLocale, getMessages, getTranslations } from "next-intl/server";
import { Composer, type Pick, type Steps } from "@/components/batch/composer";
import { sourcesOf } from "@/components/gallery/sources";
import { styleInWords, styleTitle } from "@/components/gallery/style-words";
import { titleOf } from "@/components/gallery/wall-words";
import { AppError } from "@/lib/errors";
import { listSteps } from "@/lib/generations/service/steps";
import { pageViewer } from "@/lib/http/page";
import type { ImageDto } from "@/lib/images/schema";
import { getImageById, listOwnImages } from "@/lib/images/service/read";
import { limits } from "@/lib/limits";
import { listStyles } from "@/lib/styles/service";
import type { Viewer } from "@/lib/viewer";

const ownShown = 24;

type Asked = string | string[] | undefined;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("studio.batch");
  return { title: t("title"), robots: { index: false } };
}

/** Many pictures, many styles. `?images=` (ids with commas) are chosen already; `?steps=` applies what led to a picture. */
export default async function BatchesPage({ searchParams }: { searchParams: Promise<Record<string, Asked>> }) {
  const { images, steps } = await searchParams;
  const viewer = await pageViewer();
  const [styles, picks, found, locale, messages, t] = await Promise.all([
    listStyles(viewer),
    findPicks(viewer, images),
    findSteps(viewer, steps),
    getLocale(),
    getMessages(),
    getTranslations("studio.batch"),
  ]);
  const { studio, errors } = messages;
  const choices = styles.map((style) => {
    const { id, title, description, preview_image } = styleInWords(style, messages.styles);
    return { id, title, description, src: preview_image };
  });
  return (
    <NextIntlClientProvider locale={locale} messages={{ studio, errors }} timeZone="UTC">
      <header className="pt-8 pb-4">
        <h1 className="text-36 font-semibold tracking-[-0.02em]">{found ? t("stepsTitle") : t("title")}</h1>
      </header>
      <Composer picks={picks} styles={choices} steps={found} />
    </NextIntlClientProvider>
  );
}

/** The pictures that were asked for, chosen, and then the viewer's latest. What cannot be seen is left out. */
async function findPicks(viewer: Viewer, asked: Asked): Promise<Pick[]> {
  const label = await getTranslations("label");
  const ids = typeof asked === "string" ? [...new Set(asked.split(",").map(Number))] : [];
  const wanted = ids.filter((id) => Number.isSafeInteger(id) && id > 0).slice(0, limits.batchImagesMax);
  const chosen = (await Promise.all(wanted.map((id) => orNull(getImageById(viewer, id))))).flatMap(
    (image) => image ?? [],
  );
  const own = viewer.kind === "nobody" ? [] : (await listOwnImages(viewer, { limit: ownShown })).images;
  const pick = (image: ImageDto, isChosen: boolean): Pick => ({
    id: image.id,
    title: titleOf(image, label).slice(0, 80),
    src: sourcesOf(image).src,
    isChosen,
  });
  const others = own.filter(({ id }) => !chosen.some((image) => image.id === id));
  return [...chosen.map((image) => pick(image, true)), ...others.map((image) => pick(image, false))];
}

async function findSteps(viewer: Viewer, asked: Asked): Promise<Steps | null> {
  const of = Number(asked);
  if (!Number.isSafeInteger(of) || of <= 0) return null;
  const [steps, label, format, { styles }] = await Promise.all([
    orNull(listSteps(viewer, of)),
    getTranslations("label"),
    getFormatter(),
    getMessages(),
  ]);
  if (!steps?.length) return null;
  const list = steps.map(({ style, strength }, index) => {
    const title = styleTitle(style, styles);
    const words =
      strength === null
        ? title
        : label("styled", { style: title, strength: format.number(strength, { maximumFractionDigits: 2 }) });
    return { number: index + 1, words };
  });
  return { of, list };
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof AppError && error.status < 500) return null;
    throw error;
  });
}
