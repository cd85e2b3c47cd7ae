import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import { Bell } from "./bell";

/** The bell with the few words it needs. */
export async function BellPlace({ unread }: { unread: number }) {
  const [locale, { notifications }] = await Promise.all([getLocale(), getMessages()]);
  const { title, bell, all, readAll, noneShort, unread: mark, failed } = notifications;
  const words = { title, bell, all, readAll, noneShort, unread: mark, failed };
  return (
    <NextIntlClientProvider locale={locale} messages={{ notifications: words }} timeZone="UTC">
      <Bell initial={unread} />
    </NextIntlClientProvider>
  );
}
