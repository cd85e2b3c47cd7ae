import { Download } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import type { ExportDto } from "@/lib/accounts/schema";

/** One file with everything: being made, ready, or failed. */
export async function ExportRow({ file }: { file: ExportDto }) {
  const [t, format] = await Promise.all([getTranslations("account.export"), getFormatter()]);
  const { status, bytes, url } = file;
  const asked = format.dateTime(new Date(file.created_at), { dateStyle: "medium", timeStyle: "short" });
  const until = format.dateTime(new Date(file.expires_at), { dateStyle: "medium" });
  const megabytes = format.number((bytes ?? 0) / 1_000_000, { maximumFractionDigits: 1 });
  return (
    <li>
      <div>
        <p className="ledger-name">{t(`status.${status}`)}</p>
        <p className="ledger-facts">
          <span>{t("asked", { date: asked })}</span>
          {status === "ready" && <span>{t("until", { date: until })}</span>}
          {status === "ready" && bytes !== null && <span>{t("size", { size: megabytes })}</span>}
        </p>
      </div>
      {url && (
        <a className="act" href={url} download>
          <Download size={16} strokeWidth={1.75} aria-hidden />
          <span>{t("download")}</span>
        </a>
      )}
    </li>
  );
}
