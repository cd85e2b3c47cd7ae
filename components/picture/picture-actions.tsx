import { Download, Repeat2, WandSparkles } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { type ImageDetailDto, mediaUrl } from "@/lib/images/schema";

const formats = ["png", "jpeg", "webp"] as const;

/** What one can do with a picture, as plain words and icons. */
export async function PictureActions({ picture }: { picture: ImageDetailDto }) {
  const t = await getTranslations("picture");
  const full = mediaUrl(picture.uuid, "full", picture.version);
  const original = formats.find((format) => picture.mime === `image/${format}`) ?? "png";
  return (
    <nav aria-label={t("actions")} className="flex flex-wrap items-start gap-x-6">
      <a className="act" href={`/create?source=${picture.uuid}`}>
        <WandSparkles size={18} strokeWidth={1.75} aria-hidden />
        <span>{t("restyle")}</span>
      </a>
      {picture.recipe && (
        <a className="act" href={`/create?remix=${picture.uuid}`}>
          <Repeat2 size={18} strokeWidth={1.75} aria-hidden />
          <span>{t("remix")}</span>
        </a>
      )}
      <details className="picture-download">
        <summary className="act">
          <Download size={18} strokeWidth={1.75} aria-hidden />
          <span>{t("download.label")}</span>
        </summary>
        <ul className="flex flex-wrap gap-x-5">
          <li>
            <a className="act" href={`${full}&download=${original}`} download>
              <span>{t("download.original")}</span>
            </a>
          </li>
          {formats.map((format) => (
            <li key={format}>
              <a className="act" href={`${full}&download=${format}`} download>
                <span>{t(`download.${format}`)}</span>
              </a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}
