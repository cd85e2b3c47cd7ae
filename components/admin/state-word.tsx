import { getTranslations } from "next-intl/server";
import type { PersonDto } from "@/lib/accounts/schema";

const colours = { active: "text-sage", unconfirmed: "text-ochre", disabled: "text-crimson", leaving: "text-crimson" };

/** How it stands with an account, in a word of its colour. */
export async function StateWord({ state }: { state: PersonDto["state"] }) {
  const t = await getTranslations("admin.users.state");
  return <span className={colours[state]}>{t(state)}</span>;
}
