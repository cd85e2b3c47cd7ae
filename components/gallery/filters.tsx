import { Search, SlidersHorizontal, X } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { type GalleryFilter, galleryFilterInput, imageKinds } from "@/lib/images/schema";
import { colorFamilies, imageSizes } from "@/lib/terms";

/**
 * Search and filters as a plain form that leads to an address, so that what was found can be shared. Filters that are
 * on stand beside it, each with the way to take it off.
 */
export async function Filters({
  path,
  wanted,
  kept,
  styles,
}: {
  path: string;
  wanted: GalleryFilter;
  /** What else the address says and must go on saying, such as the order. */
  kept: Record<string, string>;
  /** Slug → title. */
  styles: Record<string, string>;
}) {
  const t = await getTranslations("gallery.filters");
  const words: Record<keyof GalleryFilter, string | undefined> = {
    // Stands in the line itself.
    q: undefined,
    kind: wanted.kind && t(`kinds.${wanted.kind}`),
    style: wanted.style && (styles[wanted.style] ?? wanted.style),
    backend: wanted.backend,
    size: wanted.size && t(`sizes.${wanted.size}`),
    color: wanted.color && t(`colors.${wanted.color}`),
    from: wanted.from && t("since", { date: wanted.from }),
    to: wanted.to && t("until", { date: wanted.to }),
  };
  const without = (name: string) => {
    const rest = new URLSearchParams({ ...kept, ...wanted });
    rest.delete(name);
    return rest.size > 0 ? `${path}?${rest}` : path;
  };
  return (
    <div className="filters">
      <search>
        <form action={path} className="filters-form">
          {Object.entries(kept).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <label className="filters-line">
            <Search size={16} strokeWidth={1.75} aria-hidden />
            <span className="sr-only">{t("search")}</span>
            <input type="search" name="q" defaultValue={wanted.q} placeholder={t("search")} maxLength={200} />
          </label>
          <details className="filters-more">
            <summary className="act">
              <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />
              <span>{t("label")}</span>
            </summary>
            <div className="filters-fields">
              <Choice name="kind" label={t("kind")} any={t("any")} value={wanted.kind}>
                {imageKinds.map((kind) => [kind, t(`kinds.${kind}`)])}
              </Choice>
              <Choice name="style" label={t("style")} any={t("any")} value={wanted.style}>
                {Object.entries(styles)}
              </Choice>
              <Choice name="size" label={t("size")} any={t("any")} value={wanted.size}>
                {imageSizes.map((size) => [size, t(`sizes.${size}`)])}
              </Choice>
              <label className="field">
                {t("from")}
                <input type="date" name="from" defaultValue={wanted.from} />
              </label>
              <label className="field">
                {t("to")}
                <input type="date" name="to" defaultValue={wanted.to} />
              </label>
              <fieldset className="filters-colors">
                <legend>{t("color")}</legend>
                <label title={t("any")}>
                  <input type="radio" name="color" value="" defaultChecked={!wanted.color} />
                  <span className="swatch" data-color="any" />
                  <span className="sr-only">{t("any")}</span>
                </label>
                {colorFamilies.map((color) => (
                  <label key={color} title={t(`colors.${color}`)}>
                    <input type="radio" name="color" value={color} defaultChecked={wanted.color === color} />
                    <span className="swatch" data-color={color} />
                    <span className="sr-only">{t(`colors.${color}`)}</span>
                  </label>
                ))}
              </fieldset>
              <button type="submit" className="act font-semibold">
                <span>{t("show")}</span>
              </button>
            </div>
          </details>
        </form>
      </search>
      {Object.values(words).some(Boolean) && (
        <ul className="filters-on" aria-label={t("on")}>
          {galleryFilterInput.keyof().options.map(
            (name) =>
              words[name] && (
                <li key={name}>
                  <Link href={without(name)} prefetch={false} className="act">
                    <span className="sr-only">{t("remove")} </span>
                    <span>{words[name]}</span>
                    <X size={14} strokeWidth={1.75} aria-hidden />
                  </Link>
                </li>
              ),
          )}
        </ul>
      )}
    </div>
  );
}

function Choice({
  name,
  label,
  any,
  value,
  children,
}: {
  name: string;
  label: string;
  any: string;
  value: string | undefined;
  children: [string, string][];
}) {
  return (
    <label className="field">
      {label}
      <select name={name} defaultValue={value ?? ""}>
        <option value="">{any}</option>
        {children.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
