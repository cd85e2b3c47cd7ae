import { getTranslations } from "next-intl/server";
import { type PeopleQuery, personStates, roles } from "@/lib/accounts/schema";

/** Finds users by how their names begin, by role and by state; the address of the page says which. */
export async function PeopleFilter({ query }: { query: PeopleQuery }) {
  const t = await getTranslations("admin.users");
  return (
    <search>
      <form className="people-filter" aria-label={t("find.label")}>
        <div className="entry">
          <label htmlFor="people-q">{t("find.q")}</label>
          <input
            id="people-q"
            type="search"
            name="q"
            defaultValue={query.q}
            maxLength={254}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby="people-q-hint"
          />
          <p id="people-q-hint" className="entry-hint">
            {t("find.hint")}
          </p>
        </div>
        <div className="entry">
          <label htmlFor="people-role">{t("role.label")}</label>
          <select id="people-role" name="role" defaultValue={query.role ?? ""}>
            <option value="">{t("find.all")}</option>
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="entry">
          <label htmlFor="people-state">{t("state.label")}</label>
          <select id="people-state" name="state" defaultValue={query.state ?? ""}>
            <option value="">{t("find.all")}</option>
            {personStates.map((state) => (
              <option key={state} value={state}>
                {t(`state.${state}`)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="press-quiet">
          {t("find.submit")}
        </button>
      </form>
    </search>
  );
}
