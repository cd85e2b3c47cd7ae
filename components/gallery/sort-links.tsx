import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { type GallerySort, gallerySorts } from "@/lib/images/schema";

/** The two orders of the wall, as plain words. */
export async function SortLinks({ sort }: { sort: GallerySort }) {
  const t = await getTranslations("gallery.sort");
  return (
    <nav aria-label={t("label")} className="mb-2 flex gap-x-5 text-13">
      {gallerySorts.map((order) => (
        <Link
          key={order}
          href={order === "created" ? "/" : `/?sort=${order}`}
          aria-current={order === sort ? "true" : undefined}
          prefetch={false}
          className="inline-flex min-h-10 items-center text-quiet hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {t(order)}
        </Link>
      ))}
    </nav>
  );
}
