import { getFormatter, getTranslations } from "next-intl/server";
import { endSessionAction } from "@/lib/accounts/actions";
import type { SessionDto } from "@/lib/accounts/schema";
import { clock } from "@/lib/clock";
import { AccountForm } from "./account-form";

/** One place where the user is signed in. */
export async function SessionRow({ session }: { session: SessionDto }) {
  const [t, format] = await Promise.all([getTranslations("account.sessions"), getFormatter()]);
  const { id, kind, place, last_seen_at: seen, created_at: began, current } = session;
  const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: "medium" });
  const [browser, system] = session.device.split(" on ");
  const named = system ? t("device", { browser, system }) : session.device;
  const device = named || t(kind === "api" ? "program" : "browser");
  return (
    <li>
      <div>
        <p className="ledger-name">
          {device}
          {current && <span className="ms-3 font-text text-13 font-normal text-sage">{t("current")}</span>}
        </p>
        <p className="ledger-facts">
          <time dateTime={seen}>
            {current ? t("now") : t("seen", { when: format.relativeTime(new Date(seen), clock.now()) })}
          </time>
          <time dateTime={began}>{t("began", { date: day(began) })}</time>
          {place && <span>{t.rich("place", { place, address: (said) => <bdi dir="ltr">{said}</bdi> })}</span>}
        </p>
      </div>
      {!current && (
        <AccountForm action={endSessionAction} submit={t("end")} look="act" label={t("endLabel", { device })}>
          <input type="hidden" name="id" value={id} />
        </AccountForm>
      )}
    </li>
  );
}
