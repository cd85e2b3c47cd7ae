import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { type GalleryFilter, type GallerySort, gallerySorts, type SortOrder } from "@/lib/images/schema";

/** The orders of the wall, as plain words; the one that is on turns round. */
export async function SortLinks({
  sort,
  order,
  filter,
}: {
  sort: GallerySort;
  order: SortOrder;
  filter: GalleryFilter;
}) {
  const t = await getTranslations("gallery.sort");
  const turned = order === "desc" ? "asc" : "desc";
  const Arrow = order === "desc" ? ArrowDown : ArrowUp;
  const href = (by: GallerySort, way: SortOrder) => {
    const query = new URLSearchParams({
      ...(by !== "created" && { sort: by }),
      ...(way !== "desc" && { order: way }),
      ...filter,
    });
    return query.size > 0 ? `/?${query}` : "/";
  };
  return (
    <nav aria-label={t("label")} className="flex gap-x-5 text-13">
      {gallerySorts.map((by) => (
        <Link
          key={by}
          href={href(by, by === sort ? turned : "desc")}
          aria-current={by === sort ? "true" : undefined}
          title={by === sort ? t(`${by}.${turned}`) : undefined}
          prefetch={false}
          className="inline-flex min-h-10 items-center gap-1 text-quiet hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {t(`${by}.${by === sort ? order : "desc"}`)}
          {by === sort && <Arrow size={14} strokeWidth={2} aria-hidden />}
        </Link>
      ))}
    </nav>
  );
}
