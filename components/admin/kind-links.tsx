import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { BackendKind } from "@/lib/backends/schema";

/** Which kind of backend is to be added; links, so that the choice needs no script. */
export async function KindLinks({ kinds, chosen }: { kinds: readonly BackendKind[]; chosen: BackendKind }) {
  const t = await getTranslations("admin.backends");
  return (
    <nav aria-label={t("kindsLabel")} className="settings-nav">
      {kinds.map((kind) => (
        <Link
          key={kind}
          href={`/admin/backends?add=${kind}#add-title`}
          aria-current={kind === chosen ? "true" : undefined}
          prefetch={false}
          className="flex min-h-10 items-center border-y-2 border-transparent text-15 text-soft transition-colors hover:text-ink aria-[current]:border-b-ink aria-[current]:text-ink"
        >
          {t(`kinds.${kind}`)}
        </Link>
      ))}
    </nav>
  );
}
