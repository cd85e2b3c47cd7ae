import { getTranslations } from "next-intl/server";

/** Puts the name of an audited action, such as `setting.change`, into the viewer's words; unknown parts stay as they are. */
export async function actionWords(): Promise<(action: string) => string> {
  const t = await getTranslations("admin.audit");
  const partOf = (kind: "nouns" | "verbs", name: string) => {
    const key = `${kind}.${name}` as "nouns.setting";
    return t.has(key) ? t(key) : name;
  };
  return (action) => {
    const [noun = "", ...rest] = action.split(".");
    return t("action", { noun: partOf("nouns", noun), verb: partOf("verbs", rest.join(".")) });
  };
}
