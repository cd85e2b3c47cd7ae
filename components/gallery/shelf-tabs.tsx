import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { GalleryFilter, OwnState } from "@/lib/images/schema";

const tabs = [
  ["all", {}],
  ["generated", { kind: "generated" }],
  ["styled", { kind: "styled" }],
  ["uploaded", { kind: "uploaded" }],
  ["temporary", { state: "temporary" }],
] as const;

/** The parts of one's library. */
export async function ShelfTabs({ kind, state }: { kind: GalleryFilter["kind"]; state: OwnState | undefined }) {
  const t = await getTranslations("gallery.shelf.tabs");
  const here = state === "temporary" ? "temporary" : (kind ?? "all");
  return (
    <nav aria-label={t("label")} className="shelf-tabs">
      {tabs.map(([name, asked]) => (
        <Link
          key={name}
          href={name === "all" ? "/library" : `/library?${new URLSearchParams(asked)}`}
          aria-current={name === here ? "page" : undefined}
          prefetch={false}
          className="inline-flex min-h-10 items-center text-quiet hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
