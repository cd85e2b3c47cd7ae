import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import { modelWords, techniqueOf } from "@/components/gallery/wall-words";
import type { ImageDetailDto } from "@/lib/images/schema";

/** The wall label, at its largest: title, maker, technique, date. */
export async function PictureLabel({ picture, title }: { picture: ImageDetailDto; title: string }) {
  const [t, label, format, { styles }] = await Promise.all([
    getTranslations("picture"),
    getTranslations("label"),
    getFormatter(),
    getMessages(),
  ]);
  const technique = techniqueOf(picture, label, format, styles);
  const painter = picture.style && picture.kind === "generated" ? modelWords("painter", label) : null;
  const mark = picture.isSample ? label("sample") : picture.isPublic && !picture.isTemp ? null : label("private");
  return (
    <header>
      <h1 className="picture-title" dir="auto" data-long={title.length > 140 || undefined}>
        {title}
      </h1>
      <div className="mt-3 grid gap-0.5 text-15 text-soft">
        {picture.maker && (
          <p>
            <a className="link" href={`/u/${picture.maker.handle}`}>
              {label("by", { name: picture.maker.name })}
            </a>
          </p>
        )}
        {technique && <p>{technique}</p>}
        {painter && painter !== technique && <p>{painter}</p>}
        {picture.recipe?.standsInFor && <p>{label("stoodIn", { other: picture.recipe.standsInFor })}</p>}
        <p>
          <time dateTime={picture.createdAt}>
            {format.dateTime(new Date(picture.createdAt), { dateStyle: "long" })}
          </time>
          {mark && <> · {mark}</>}
          {picture.likes > 0 && <> · {label("likes", { count: picture.likes })}</>}
        </p>
        {picture.expiresAt && (
          <p className="text-ochre">{t("expires", { when: format.relativeTime(new Date(picture.expiresAt)) })}</p>
        )}
      </div>
    </header>
  );
}
