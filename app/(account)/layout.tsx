import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";

/** The pages of the account share their words. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const [locale, { account }] = await Promise.all([getLocale(), getMessages()]);
  return (
    <NextIntlClientProvider locale={locale} messages={{ account }} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
}
