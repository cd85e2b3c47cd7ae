import { getMessages, getTranslations } from "next-intl/server";
import { sourcesOf } from "@/components/gallery/sources";
import { styleTitle } from "@/components/gallery/style-words";
import { shapeOf } from "@/components/gallery/tile";
import { titleOf } from "@/components/gallery/wall-words";
import type { ImageDetailDto, ImageDto } from "@/lib/images/schema";

const heightPx = 112;

/** Where the picture came from, step by step, and what was made from it. Nothing for a picture without relatives. */
export async function Lineage({ picture }: { picture: ImageDetailDto }) {
  const t = await getTranslations("picture.lineage");
  const hasAncestors = picture.lineage.length > 1;
  if (!hasAncestors && picture.children.length === 0) return null;
  return (
    <div className="picture-lineage">
      {hasAncestors && (
        <section>
          <h2 className="mb-3 text-15 font-semibold">{t("title")}</h2>
          <ol className="lineage-strip" data-steps>
            {picture.lineage.map((step, index) => (
              <li key={step.image?.uuid ?? `gone-${index}`}>
                {step.image ? (
                  <Relative image={step.image} isCurrent={step.isCurrent} />
                ) : (
                  <span className="bare-place lineage-gone">
                    <span className="sr-only">{t("gone")}</span>
                  </span>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
      {picture.children.length > 0 && (
        <section>
          <h2 className="mb-3 text-15 font-semibold">{t("children")}</h2>
          <ul className="lineage-strip">
            {picture.children.map((child) => (
              <li key={child.uuid}>
                <Relative image={child} isCurrent={false} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

async function Relative({ image, isCurrent }: { image: ImageDto; isCurrent: boolean }) {
  const [t, label, { styles }] = await Promise.all([
    getTranslations("picture.lineage"),
    getTranslations("label"),
    getMessages(),
  ]);
  const words = image.style ? styleTitle(image.style, styles) : titleOf(image, label);
  const picture = (
    <img
      {...sourcesOf(image)}
      sizes={`${Math.round(shapeOf(image) * heightPx)}px`}
      width={image.width}
      height={image.height}
      alt={isCurrent ? t("current") : titleOf(image, label)}
      style={{ aspectRatio: shapeOf(image) }}
      loading="lazy"
    />
  );
  return (
    <>
      {isCurrent ? (
        <span aria-current="true" className="lineage-current">
          {picture}
        </span>
      ) : (
        <a href={`/images/${image.uuid}`}>{picture}</a>
      )}
      <span className="lineage-words" aria-hidden>
        {words}
      </span>
    </>
  );
}
