"use client";

import { BookmarkCheck, BookmarkPlus, LogIn, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { sourcesOf } from "@/components/gallery/sources";
import { shapeOf } from "@/components/gallery/tile";
import { ActForm } from "@/components/ui/act-form";
import { placeholderUrl } from "@/components/ui/thumbhash";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { GenerationDto } from "@/lib/generations/schema";
import { discardAction, keepAction } from "@/lib/images/actions";
import type { ImageDto } from "@/lib/images/schema";
import { BeforeAfter } from "./before-after";

interface Props {
  generation: GenerationDto;
  title: string;
  preview: string | undefined;
  isUser: boolean;
  onChanged(): void;
}

/** The places where the pictures are, or will be: as many and of the same shape, so that nothing jumps. */
export function CardPictures({ generation, title, preview, isUser, onChanged }: Props) {
  const t = useTranslations("studio.card");
  const { status, results, count, source } = generation;
  const shape = shapeOf(source ?? generation);
  if (status === "succeeded") {
    if (results.length === 0) return <p className="self-center text-15 text-soft">{t("gone")}</p>;
    return (
      <ul className="card-pictures" data-count={results.length} style={shapeStyle(shape)}>
        {results.map((image) => (
          <li key={image.uuid} style={shapeStyle(shapeOf(image))}>
            <Result image={image} title={title} before={results.length === 1 ? source : null} />
            {results.length > 1 && (
              <div className="flex flex-wrap gap-x-5">
                <ResultActions image={image} isUser={isUser} onChanged={onChanged} />
              </div>
            )}
          </li>
        ))}
      </ul>
    );
  }
  const at = Math.min(count - 1, Math.floor((generation.progress / 100) * count));
  return (
    <ul className="card-pictures" data-count={count} style={shapeStyle(shape)} aria-hidden>
      {generation.imageUuids.map((uuid, index) => (
        <li key={uuid} style={shapeStyle(shape)}>
          <div className="developing" style={placeStyle(shape, source)}>
            {index === at && preview && <img src={preview} alt="" />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Result({ image, title, before }: { image: ImageDto; title: string; before: ImageDto | null }) {
  const sources = sourcesOf(image, { full: true });
  const alt = image.alt ?? title;
  if (before) return <BeforeAfter before={sourcesOf(before).src} after={sources} alt={alt} shape={shapeOf(image)} />;
  return (
    <a href={`/images/${image.uuid}`} className="developing" style={placeStyle(shapeOf(image), image)}>
      <img
        {...sources}
        sizes="(min-width: 60rem) 40rem, 100vw"
        width={image.width}
        height={image.height}
        alt={alt}
        decoding="async"
      />
    </a>
  );
}

/** Keep or discard one picture. */
export function ResultActions({ image, isUser, onChanged }: { image: ImageDto; isUser: boolean; onChanged(): void }) {
  const t = useTranslations("studio.card");
  const errorWords = useErrorWords();
  const act = { fields: { id: image.id }, errorWords, onDone: onChanged };
  if (!image.isTemp) {
    return (
      <p className="act text-sage hover:text-sage">
        <BookmarkCheck size={16} strokeWidth={1.75} aria-hidden /> {t("kept")}
      </p>
    );
  }
  return (
    <>
      {isUser ? (
        <ActForm {...act} action={keepAction} icon={BookmarkPlus} words={t("keep")} />
      ) : (
        <a className="act" href="/sign-in?next=/create">
          <LogIn size={16} strokeWidth={1.75} aria-hidden />
          <span>{t("signIn")}</span>
        </a>
      )}
      <ActForm {...act} action={discardAction} icon={Trash2} words={t("discard")} />
    </>
  );
}

function shapeStyle(shape: number): CSSProperties & Record<"--shape", string> {
  return { "--shape": shape.toFixed(4) };
}

function placeStyle(shape: number, under: { thumbhash: string | null } | null): CSSProperties {
  const placeholder = under?.thumbhash ? placeholderUrl(under.thumbhash) : null;
  return { aspectRatio: shape, backgroundImage: placeholder ? `url(${placeholder})` : undefined };
}
