import { useFormatter, useTranslations } from "next-intl";
import type { QuotaDto } from "@/lib/accounts/schema";

const nearShare = 0.2;
const megabyte = 1024 * 1024;

/** What is left of the day and of the room, once it is little. */
export function QuotaLine({ quota }: { quota: QuotaDto | null }) {
  const t = useTranslations("studio.quota");
  const format = useFormatter();
  if (!quota) return null;
  const { pictures_per_day: perDay, pictures_left: left, storage_bytes: room, storage_left: roomLeft } = quota;
  const lines = [
    isLittle(perDay, left) && t("pictures", { left }),
    isLittle(room, roomLeft) && t("storage", { left: format.number(Math.floor(roomLeft / megabyte)) }),
  ].filter(Boolean);
  return lines.length === 0 ? null : <p className="text-13 text-ochre">{lines.join(" ")}</p>;
}

function isLittle(limit: number | null, left: number | null): left is number {
  return limit !== null && left !== null && left <= limit * nearShare;
}
