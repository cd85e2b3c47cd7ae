import { getTranslations } from "next-intl/server";
import type { CSSProperties } from "react";

/** Where a sensitive picture hangs, until one asks to see it. */
export async function PictureVeil({
  width,
  height,
  placeholder,
  href,
}: {
  width: number;
  height: number;
  placeholder: string | null;
  /** The page with the picture shown. */
  href: string;
}) {
  const t = await getTranslations("picture.veil");
  const box: CSSProperties & Record<"--shape", number> = {
    "--shape": width / height,
    maxWidth: `min(100%, ${Math.max(width, 480)}px)`,
    backgroundImage: placeholder ? `url(${placeholder})` : undefined,
  };
  return (
    <figure className="picture-figure">
      <div className="picture-stage" style={box}>
        <div className="picture-veil">
          <p>{t("words")}</p>
          <a className="link inline-flex min-h-10 items-center" href={href}>
            {t("show")}
          </a>
        </div>
      </div>
    </figure>
  );
}
