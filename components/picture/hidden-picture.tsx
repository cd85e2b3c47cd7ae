import { NextIntlClientProvider } from "next-intl";
import { getFormatter, getLocale, getMessages, getTranslations } from "next-intl/server";
import { AccountForm } from "@/components/account/account-form";
import { TextField } from "@/components/account/text-field";
import { limits } from "@/lib/limits";
import { answerHiddenAction } from "@/lib/moderation/actions";
import type { ModeratedDto } from "@/lib/moderation/schema";

/** A picture that was taken from view, as its maker alone sees it: why, and the one answer to that. */
export async function HiddenPicture({ picture }: { picture: ModeratedDto }) {
  const [t, format, locale, { account }] = await Promise.all([
    getTranslations("picture.hidden"),
    getFormatter(),
    getLocale(),
    getMessages(),
  ]);
  const { id, title, width, height, hiddenAt, reason, answer } = picture;
  return (
    <article className="picture">
      <img
        className="hidden-picture"
        src={picture.large}
        width={width}
        height={height}
        alt={title}
        style={{ maxWidth: `min(100%, ${Math.max(width, 320)}px)` }}
      />
      <div className="picture-side">
        <header>
          <h1 className="picture-title" dir="auto" data-long={title.length > 100 || undefined}>
            {title}
          </h1>
          <p className="mt-3 text-15 font-semibold text-ochre">{t("mark")}</p>
        </header>
        <div className="settings-note mt-0">
          <p>{reason === null ? t("byReports") : t("byModerator")}</p>
          {reason !== null && (
            <p className="mt-2" dir="auto">
              {t("reason", { reason })}
            </p>
          )}
          {hiddenAt && (
            <p className="mt-2 text-13 text-quiet">
              <time dateTime={hiddenAt}>{t("since", { when: format.relativeTime(new Date(hiddenAt)) })}</time>
            </p>
          )}
        </div>
        {answer === null ? (
          <NextIntlClientProvider locale={locale} messages={{ account }} timeZone="UTC">
            <AccountForm action={answerHiddenAction} submit={t("send")} look="quiet" label={t("answer")}>
              <input type="hidden" name="id" value={id} />
              <TextField
                name="answer"
                label={t("answer")}
                hint={t("answerHint")}
                rows={3}
                maxLength={limits.hiddenAnswerMaxChars}
              />
            </AccountForm>
          </NextIntlClientProvider>
        ) : (
          <div>
            <p className="text-13 text-quiet">{t("answered")}</p>
            <p className="whitespace-pre-line" dir="auto">
              {answer}
            </p>
          </div>
        )}
      </div>
    </article>
  );
}
