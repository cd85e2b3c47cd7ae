import { getTranslations } from "next-intl/server";
import type { ShownField } from "./operation";
import { Words } from "./words";

/** What a route reads in one place, as a list of names and what they hold. */
export async function Fields({ title, fields }: { title: string; fields: ShownField[] }) {
  const t = await getTranslations("docs");
  return (
    <>
      <h3>{title}</h3>
      <dl className="docs-fields">
        {fields.map(({ name, type, isRequired, about }) => (
          <div key={name}>
            <dt dir="ltr">
              <code>{name}</code>
            </dt>
            <dd>
              {isRequired && <span className="docs-required">{t("required")}</span>}
              <span lang="en" dir="ltr">
                <code>{type}</code> <Words text={about} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
