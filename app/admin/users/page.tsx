import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PeopleFilter } from "@/components/admin/people-filter";
import { PersonRow } from "@/components/admin/person-row";
import { type PeopleQuery, peopleQuery } from "@/lib/accounts/schema";
import { listPeople } from "@/lib/accounts/service/people";
import { administrator, requireAdministratorPage } from "../administrator";

type Query = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  if (!(await administrator())) return {};
  const t = await getTranslations("admin.users");
  return { title: t("title"), robots: { index: false } };
}

/** Everyone who has an account, the newest first. */
export default async function UsersPage({ searchParams }: { searchParams: Query }) {
  const viewer = await requireAdministratorPage();
  const query = peopleQuery.parse(await searchParams);
  const [t, { people, next }] = await Promise.all([getTranslations("admin.users"), listPeople(viewer, query)]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="sheet-lead">{t("lead")}</p>
      <PeopleFilter query={query} />
      {people.length === 0 ? (
        <p className="mt-8 text-quiet">{t("none")}</p>
      ) : (
        <ul className="ledger">
          {people.map((person) => (
            <PersonRow key={person.id} person={person} isSelf={person.id === viewer.id} />
          ))}
        </ul>
      )}
      {(query.before !== undefined || next !== null) && (
        <div className="sheet-foot">
          {query.before !== undefined && (
            <Link className="link" href={addressOf({ ...query, before: undefined })} prefetch={false}>
              {t("newest")}
            </Link>
          )}
          {next !== null && (
            <Link className="link" href={addressOf({ ...query, before: next })} rel="next" prefetch={false}>
              {t("older")}
            </Link>
          )}
        </div>
      )}
    </>
  );
}

function addressOf(query: PeopleQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return asked.size === 0 ? "/admin/users" : `/admin/users?${asked}`;
}
