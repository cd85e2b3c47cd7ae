import type { getTranslations } from "next-intl/server";
import type { QueueMakerDto } from "@/lib/generations/schema";

type Words = Awaited<ReturnType<typeof getTranslations<"admin.queue">>>;

/** What somebody with work in the queue is called; guests have numbers only. */
export function makerName(t: Words, maker: QueueMakerDto | null): string {
  if (!maker) return t("house");
  const id = maker.key.slice(2);
  return maker.key.startsWith("g:") ? t("guest", { id }) : (maker.name ?? t("someone", { id }));
}
