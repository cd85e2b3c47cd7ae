import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import type { PersonDetailDto } from "@/lib/accounts/schema";
import { StateWord } from "./state-word";

/** Who somebody is, in one line, and the ways to their page and to what was changed about them. */
export async function PersonFacts({ person }: { person: PersonDetailDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.users"), getFormatter()]);
  const { id, handle, email, state, role, created_at: since, last_seen_at: seen } = person;
  const date = (moment: string) => format.dateTime(new Date(moment), { dateStyle: "medium" });
  return (
    <>
      <p className="ledger-facts mt-3">
        <bdi dir="ltr" className="wrap-anywhere">
          {email}
        </bdi>
        <span>{t(`role.${role}`)}</span>
        <StateWord state={state} />
        <time dateTime={since}>{t("since", { date: date(since) })}</time>
        {seen ? <time dateTime={seen}>{t("seen", { date: date(seen) })}</time> : <span>{t("unseen")}</span>}
        {person.isSelf && <span>{t("you")}</span>}
      </p>
      <p className="mt-2 flex flex-wrap gap-x-6">
        {(state === "active" || state === "unconfirmed") && (
          <Link className="act act-word" href={`/u/${handle}`} prefetch={false}>
            {t("page", { handle })}
          </Link>
        )}
        <Link className="act act-word" href={`/admin/audit?subject=user:${id}`} prefetch={false}>
          {t("changes")}
        </Link>
      </p>
    </>
  );
}
