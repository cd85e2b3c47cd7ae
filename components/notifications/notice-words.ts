import type { createTranslator } from "next-intl";
import { errorKey } from "@/components/ui/error-key";
import type messages from "@/lib/i18n/messages/en.json";
import type { NotificationDto } from "@/lib/notifications/schema";

export type NewsWords = ReturnType<typeof createTranslator<typeof messages, "notifications">>;
type ErrorWords = ReturnType<typeof createTranslator<typeof messages, "errors">>;

/** What one is told, in the viewer's language. */
export function noticeWords({ name, payload }: Pick<NotificationDto, "name" | "payload">, t: NewsWords): string {
  const title = String(payload.title ?? "");
  const number = (field: string) => Number(payload[field] ?? 0);
  switch (name) {
    case "generation.succeeded":
      return t("names.generation_succeeded", { title });
    case "generation.failed":
      return t("names.generation_failed", { title });
    case "batch.finished":
      return t("names.batch_finished", { succeeded: number("succeeded"), failed: number("failed") });
    case "picture.hidden":
      return t(payload.reason === null ? "names.picture_hidden_reports" : "names.picture_hidden", { title });
    case "picture.shown":
      return t("names.picture_shown", { title });
    case "picture.removed":
      return t("names.picture_removed", { title });
    case "report.upheld":
      return t("names.report_upheld", { title });
    case "report.dismissed":
      return t("names.report_dismissed", { title });
    case "moderation.waiting":
      return t(payload.why === "answer" ? "names.moderation_answer" : "names.moderation_reports");
    case "quota.near":
      return t("names.quota_near", { of: String(payload.of), used: number("used"), limit: number("limit") });
  }
}

/** Why, where a reason was given; null where there is none to tell. */
export function reasonWords(
  { name, payload }: Pick<NotificationDto, "name" | "payload">,
  t: NewsWords,
  errors: ErrorWords,
): string | null {
  if (typeof payload.reason !== "string") return null;
  if (name !== "generation.failed") return t("reason", { reason: payload.reason });
  const key = errorKey(payload.reason);
  return key ? errors(key, { max: 0 }) : null;
}
