import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { cache } from "react";
import { PersonAccess } from "@/components/admin/person-access";
import { PersonFacts } from "@/components/admin/person-facts";
import { PersonFigures } from "@/components/admin/person-figures";
import { PersonLimits } from "@/components/admin/person-limits";
import { PersonRemoval } from "@/components/admin/person-removal";
import { PersonRole } from "@/components/admin/person-role";
import { PersonSpendings } from "@/components/admin/person-spendings";
import type { PersonDetailDto } from "@/lib/accounts/schema";
import { getPerson } from "@/lib/accounts/service/people";
import { findGraceDays, hasLocalOutbox } from "@/lib/accounts/service/setup";
import { AppError } from "@/lib/errors";
import { administrator, requireAdministratorPage } from "../../administrator";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  if (!(await administrator())) return {};
  return { title: (await person((await params).id))?.name, robots: { index: false } };
}

/** One user: what they use, what they may, and what can be done about them. */
export default async function PersonPage({ params }: { params: Params }) {
  await requireAdministratorPage();
  const found = await person((await params).id);
  if (!found) notFound();
  const [t, format, days, isOutbox] = await Promise.all([
    getTranslations("admin.users"),
    getFormatter(),
    findGraceDays(),
    hasLocalOutbox(),
  ]);
  return (
    <>
      <p className="mb-2">
        <Link className="link" href="/admin/users" prefetch={false}>
          {t("back")}
        </Link>
      </p>
      <h1>
        <bdi>{found.name}</bdi>
      </h1>
      <PersonFacts person={found} />
      {found.leaves_at && (
        <p className="settings-note">
          {t("removal.leaves", { date: format.dateTime(new Date(found.leaves_at), { dateStyle: "long" }) })}
        </p>
      )}
      <PersonFigures person={found} />
      <PersonRole person={found} />
      <PersonAccess person={found} isOutbox={isOutbox} />
      <PersonLimits person={found} />
      <PersonSpendings person={found} />
      <PersonRemoval person={found} days={days} />
    </>
  );
}

/** Read once for the page and its title; null when there is no such user. */
const person = cache(async (id: string): Promise<PersonDetailDto | null> => {
  if (!/^[1-9]\d{0,14}$/.test(id)) return null;
  try {
    return await getPerson(await requireAdministratorPage(), Number(id));
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
});
