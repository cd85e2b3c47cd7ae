import type { Metadata } from "next";
import Link from "next/link";
import { getMessages, getTranslations } from "next-intl/server";
import { SettingRow } from "@/components/admin/setting-row";
import { styleInWords } from "@/components/gallery/style-words";
import { settingGroups } from "@/lib/settings";
import type { SettingDto } from "@/lib/site/schema";
import { listSettings } from "@/lib/site/service/settings";
import { administrator, requireAdministratorPage } from "../administrator";

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.settings");
  return { title: t("title"), robots: { index: false } };
}

/** Everything that can be set: what it means, how it is now and why. */
export default async function SettingsPage() {
  const viewer = await requireAdministratorPage();
  const [t, groups, { styles }, listed] = await Promise.all([
    getTranslations("admin.settings"),
    getTranslations("settings.groups"),
    getMessages(),
    listSettings(viewer),
  ]);
  const settings = listed.map((setting): SettingDto => {
    const options = setting.options?.map(({ value, label }) => {
      const { title } = styleInWords({ slug: value, title: label }, styles);
      return { value, label: title };
    });
    return { ...setting, options: options ?? null };
  });
  const shown = settingGroups.filter((group) => settings.some((setting) => setting.group === group));
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      <nav aria-label={t("groups")} className="setting-groups">
        {shown.map((group) => (
          <a key={group} className="link" href={`#${group}`}>
            {groups(group)}
          </a>
        ))}
        <Link className="link" href="/admin/welcome" prefetch={false}>
          {t("welcome")}
        </Link>
      </nav>
      {shown.map((group) => (
        <section key={group} id={group} className="setting-group" aria-labelledby={`${group}-title`}>
          <h2 id={`${group}-title`}>{groups(group)}</h2>
          <ul>
            {settings
              .filter((setting) => setting.group === group)
              .map((setting) => (
                <SettingRow key={setting.key} setting={setting} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
