import { useTranslations } from "next-intl";
import type { Failure } from "@/components/ui/use-sending";

/** What the server says of a form, in its own words → the key of ours. */
const sentences = {
  "Please give your e-mail address.": "emailMissing",
  "Please give an e-mail address such as name@example.org.": "emailForm",
  "At most 254 characters.": "emailLong",
  "This is your address already.": "emailSame",
  "Please give a name.": "nameMissing",
  "At most 100 characters.": "nameLong",
  "Please use letters, numbers and signs on one line.": "nameSigns",
  "Please choose a password.": "passwordMissing",
  "At least 8 characters.": "passwordShort",
  "At most 256 characters.": "passwordLong",
  "This password is too common. Please choose another one.": "passwordCommon",
  "Please give your password.": "passwordNeeded",
  "This is not your password.": "passwordWrong",
  "2 to 30 small letters, digits and dashes.": "handleForm",
  "This one is not available.": "handleReserved",
  "Someone else has this one.": "handleTaken",
  "This code does not fit.": "codeWrong",
  "Please choose what the token may do.": "scopesMissing",
  "Only administrators can give this one.": "scopesAdmin",
  "You are the only administrator. Please make someone else one first.": "onlyAdministrator",
  "This is the only administrator.": "onlyOne",
  "This is your own account. Another administrator has to do that.": "ownAccount",
  "This account is switched off.": "accountOff",
  "This account is about to be deleted.": "accountLeaving",
  "They asked for it themselves, and take it back by signing in.": "ownWish",
  "Mail is sent here, so the link is for them alone.": "linkTheirs",
  "There is no such account.": "noAccount",
  "Please give an amount such as 0.04.": "amountForm",
  "There are 50 tokens already. Please revoke one first.": "tokensMany",
  "You have answered already.": "answered",
  "Please say in a few words what is the matter.": "answerMissing",
  "Please give a reason.": "reasonMissing",
  "There is no such picture.": "pictureMissing",
  "Please choose a picture.": "pictureNone",
  "This is longer than what fits here.": "textLong",
  "Please give addresses such as https://example.org, one per line.": "originsForm",
  "At most 50 addresses.": "originsMany",
  "Please give an address such as https://example.org.": "originForm",
  "Please give an address such as smtp://user:password@mail.example.org:587.": "smtpForm",
  "Please give the name of the mail server, such as mail.example.org.": "hostForm",
  "This is no key of Resend.": "resendForm",
  "Please give an address, or a name and <address>.": "senderForm",
  "Please choose a style.": "styleNone",
  "Please give three capital letters, such as EUR.": "currencyForm",
  "Please give it a name.": "nameMissing",
  "Please give it a title.": "titleMissing",
  "There is no such model that takes words.": "modelNone",
  "This is the style when none is chosen. Choose another first.": "styleDefault",
  "Pictures still wait for this backend. Switch it off, and remove it when they are through.": "backendBusy",
  "This is the default backend. Choose another first.": "backendDefault",
} as const;

/** What went wrong with a form as a whole: its code → the key of our words. */
const codes = {
  network: "network",
  outdated: "outdated",
  unauthenticated: "unauthenticated",
  forbidden: "forbidden",
  not_found: "gone",
  conflict: "conflict",
  invalid: "invalid",
  invalid_link: "link",
  invalid_credentials: "credentials",
  account_disabled: "disabled",
  already_verified: "verified",
  registration_closed: "registrationClosed",
  invitation_needed: "invitationNeeded",
  invitation_invalid: "invitationGone",
  rate_limited: "often",
  unavailable: "unavailable",
  internal: "internal",
} as const;

export type FaultKey = (typeof sentences)[keyof typeof sentences] | (typeof codes)[keyof typeof codes];

/** The key of our words for what the server said; null for a sentence and code that we do not know. */
export function faultKey(sentence: string, code?: string): FaultKey | null {
  return find(sentences, sentence) ?? (code === undefined ? null : find(codes, code));
}

/** Between which numbers the server wants one, where it says that, and the key of our words for it. */
export function rangeOf(sentence: string) {
  const [, whole, min, max] = /^Please give a (whole )?number from (-?[\d.]+) to (-?[\d.]+)\.$/.exec(sentence) ?? [];
  if (max === undefined) return null;
  const key = whole ? ("numberRange" as const) : ("numberBetween" as const);
  return { key, min: Number(min), max: Number(max) };
}

function find<T extends string>(table: Record<string, T>, name: string): T | null {
  return Object.hasOwn(table, name) ? table[name] : null;
}

/** Puts what went wrong into the viewer's language: of one field, or of the form as a whole. */
export function useFaultWords(): { ofField(sentence: string): string; ofForm(failure: Failure): string } {
  const t = useTranslations("account.faults");
  return {
    ofField(sentence) {
      const range = rangeOf(sentence);
      if (range) return t(range.key, { min: range.min, max: range.max });
      const key = faultKey(sentence);
      return key ? t(key) : sentence;
    },
    ofForm({ error }) {
      const key = faultKey(error.message, error.code);
      return key ? t(key) : error.message || t("internal");
    },
  };
}
