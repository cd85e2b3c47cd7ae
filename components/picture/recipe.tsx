import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import { styleTitle } from "@/components/gallery/style-words";
import { modelWords } from "@/components/gallery/wall-words";
import type { ImageDetailDto } from "@/lib/images/schema";

/** All that is needed to make the picture again. */
export async function Recipe({ picture }: { picture: ImageDetailDto }) {
  const [t, label, format, { styles, params }] = await Promise.all([
    getTranslations("picture.recipe"),
    getTranslations("label"),
    getFormatter(),
    getMessages(),
  ]);
  const { recipe } = picture;
  const backendWords = ({ backend, backendName, standsInFor }: NonNullable<ImageDetailDto["recipe"]>) => {
    const name = backend === "builtin" ? t("builtin") : (backendName ?? "");
    return standsInFor === null ? name : t("stoodIn", { name, other: standsInFor });
  };
  const kind = picture.mime.replace("image/", "").toUpperCase();
  const isLarge = picture.bytes >= 1_000_000;
  const size = format.number(picture.bytes / (isLarge ? 1_000_000 : 1000), { maximumFractionDigits: isLarge ? 1 : 0 });
  const entries: [string, string | null][] = [
    [t("negativePrompt"), recipe?.negativePrompt ?? null],
    [t("backend"), recipe?.backendName ? backendWords(recipe) : null],
    [t("technique"), recipe ? `${modelWords(recipe.model, label)} (${recipe.version})` : null],
    [t("style"), picture.style && styleTitle(picture.style, styles)],
    [t("strength"), recipe?.style && recipe.strength !== null ? format.number(recipe.strength) : null],
    [t("params"), recipe ? paramWords(recipe.params, params, format.number) : null],
    [t("seed"), recipe ? String(recipe.seed) : null],
    [t("size"), t("pixels", { width: String(picture.width), height: String(picture.height) })],
    [t("file"), t(isLarge ? "megabytes" : "kilobytes", { format: kind, size })],
  ];
  return (
    <section className="border-t border-line pt-4">
      <h2 className="mb-2 text-15 font-semibold">{t("title")}</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-13">
        {entries
          .filter((entry): entry is [string, string] => Boolean(entry[1]))
          .map(([term, words]) => (
            <div key={term} className="contents">
              <dt className="text-quiet">{term}</dt>
              <dd className="tabular-nums text-soft">{words}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

type ParamNames = Record<"names" | "choices", Record<string, string>>;

/** A filter's settings, in words where we have them. */
function paramWords(
  given: Record<string, number | string>,
  { names, choices }: ParamNames,
  write: (value: number) => string,
): string {
  return Object.entries(given)
    .map(
      ([name, value]) =>
        `${names[name] ?? name} ${typeof value === "number" ? write(value) : (choices[value] ?? value)}`,
    )
    .join(" · ");
}
