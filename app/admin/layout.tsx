import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminNav } from "@/components/admin/admin-nav";
import { findNavigation } from "@/lib/admin/service/navigation";
import { administrator } from "./administrator";

/** The administrator's house; for everyone else there is no such page. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const viewer = await administrator();
  if (!viewer) notFound();
  const [locale, { account, admin, errors, params }, kept] = await Promise.all([
    getLocale(),
    getMessages(),
    findNavigation(viewer),
  ]);
  return (
    <NextIntlClientProvider locale={locale} messages={{ account, admin, errors, params }} timeZone="UTC">
      <div className="admin">
        <AdminNav kept={kept} />
        <div className="settings">{children}</div>
      </div>
    </NextIntlClientProvider>
  );
}
