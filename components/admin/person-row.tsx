import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import type { PersonDto } from "@/lib/accounts/schema";
import { StateWord } from "./state-word";

/** One user in the list: who, in which role and state, since when. */
export async function PersonRow({ person, isSelf }: { person: PersonDto; isSelf: boolean }) {
  const [t, format] = await Promise.all([getTranslations("admin.users"), getFormatter()]);
  const { id, name, handle, email, role, created_at: since } = person;
  return (
    <li>
      <div className="min-w-0">
        <p className="ledger-name">
          <Link className="person-link" href={`/admin/users/${id}`} prefetch={false}>
            <bdi>{name}</bdi>
          </Link>
        </p>
        <p className="ledger-facts">
          <bdi dir="ltr">@{handle}</bdi>
          <bdi dir="ltr" className="wrap-anywhere">
            {email}
          </bdi>
          <span>{t(`role.${role}`)}</span>
          {person.state !== "active" && <StateWord state={person.state} />}
          <time dateTime={since}>
            {t("since", { date: format.dateTime(new Date(since), { dateStyle: "medium" }) })}
          </time>
          {isSelf && <span>{t("you")}</span>}
        </p>
      </div>
    </li>
  );
}
