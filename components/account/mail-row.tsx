import { getFormatter, getTranslations } from "next-intl/server";
import type { MailDto } from "@/lib/accounts/schema";

/** One mail: to whom, about what, and, while it is kept here, what it says. */
export async function MailRow({ mail }: { mail: MailDto }) {
  const [t, format] = await Promise.all([getTranslations("admin.mail"), getFormatter()]);
  const { to, subject, text, status, created_at: moment } = mail;
  return (
    <li>
      <div className="w-full">
        <p className="ledger-name">
          <bdi>{subject}</bdi>
        </p>
        <p className="ledger-facts">
          <bdi>{to}</bdi>
          <time dateTime={moment}>
            {format.dateTime(new Date(moment), { dateStyle: "medium", timeStyle: "short" })}
          </time>
          <span>{t(`status.${status}`)}</span>
        </p>
        {text && (
          <details>
            <summary className="act act-word">{t("read")}</summary>
            <p className="mail-text" dir="auto">
              {linked(text)}
            </p>
          </details>
        )}
      </div>
    </li>
  );
}

/** A text with its addresses as links. */
function linked(text: string) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a key={part} className="link" href={part} rel="noreferrer">
        {part}
      </a>
    ),
  );
}
