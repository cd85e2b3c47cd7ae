import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminNav } from "@/components/admin/admin-nav";
import { administrator } from "./administrator";

/** The administrator's house; for everyone else there is no such page. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  if (!(await administrator())) notFound();
  const [locale, { account, admin, errors }] = await Promise.all([getLocale(), getMessages()]);
  return (
    <NextIntlClientProvider locale={locale} messages={{ account, admin, errors }} timeZone="UTC">
      <div className="settings">
        <AdminNav />
        {children}
      </div>
    </NextIntlClientProvider>
  );
}
