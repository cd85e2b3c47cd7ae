import type { Metadata } from "next";
import Link from "next/link";
import { NextIntlClientProvider } from "next-intl";
import { getFormatter, getLocale, getMessages, getTranslations } from "next-intl/server";
import { signedInUser } from "@/app/page-user";
import { AccountForm } from "@/components/account/account-form";
import { noticeWords, reasonWords } from "@/components/notifications/notice-words";
import { dayMs } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { readAction } from "@/lib/notifications/actions";
import { openNotifications } from "@/lib/notifications/service";

const pageSize = 30;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notifications");
  return { title: t("title"), robots: { index: false } };
}

/** All that one was told of, newest first. */
export default async function NotificationsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { viewer } = await signedInUser("/notifications");
  const { cursor } = await searchParams;
  const [t, errors, format, locale, { account }, page] = await Promise.all([
    getTranslations("notifications"),
    getTranslations("errors"),
    getFormatter(),
    getLocale(),
    getMessages(),
    openNotifications(viewer, { limit: pageSize, cursor: typeof cursor === "string" ? cursor : undefined }),
  ]);
  return (
    <NextIntlClientProvider locale={locale} messages={{ account }} timeZone="UTC">
      <div className="settings">
        <h1>{t("title")}</h1>
        <p className="sheet-lead">{t("lead", { days: limits.notificationsKeptMs / dayMs })}</p>
        {page.notifications.length === 0 && <p className="mt-8 text-quiet">{t("none")}</p>}
        {page.unread > 0 && (
          <div className="mt-6">
            <AccountForm action={readAction} submit={t("readAll")} look="act" />
          </div>
        )}
        <ul className="ledger news-list">
          {page.notifications.map((one) => {
            const words = noticeWords(one, t);
            const reason = reasonWords(one, t, errors);
            return (
              <li key={one.id} data-unread={!one.read || undefined}>
                <div>
                  <a href={`/notifications/${one.id}`} className="news-words" dir="auto">
                    {words}
                  </a>
                  {reason && (
                    <p className="text-15 text-soft" dir="auto">
                      {reason}
                    </p>
                  )}
                  <p className="ledger-facts">
                    <time dateTime={one.created_at}>
                      {format.dateTime(new Date(one.created_at), { dateStyle: "medium", timeStyle: "short" })}
                    </time>
                    {!one.read && <span className="sr-only">{t("unread")}</span>}
                  </p>
                </div>
                {!one.read && (
                  <AccountForm action={readAction} submit={t("read")} look="act" label={`${t("read")}: ${words}`}>
                    <input type="hidden" name="id" value={one.id} />
                  </AccountForm>
                )}
              </li>
            );
          })}
        </ul>
        {page.nextCursor && (
          <Link
            className="link inline-flex min-h-10 items-center"
            href={`/notifications?cursor=${page.nextCursor}`}
            prefetch={false}
          >
            {t("older")}
          </Link>
        )}
      </div>
    </NextIntlClientProvider>
  );
}
