import { z } from "zod";
import ar from "./messages/ar.json";
import de from "./messages/de.json";
import en from "./messages/en.json";
import es from "./messages/es.json";
import fr from "./messages/fr.json";
import ja from "./messages/ja.json";

const spoken = { en: en.mail, de: de.mail, es: es.mail, fr: fr.mail, ar: ar.mail, ja: ja.mail };

export const letterNames = [
  "verify",
  "reset",
  "taken",
  "password_changed",
  "email_old",
  "email_new",
  "email_taken",
  "email_changed",
  "new_device",
  "export_ready",
  "deletion",
  "invitation",
  "test",
  "removal",
  "sign_in",
  "news",
] as const;
export type LetterName = (typeof letterNames)[number];

/** What a letter of news may tell, each in a sentence. */
const newsNames = Object.keys(en.mail.news_lines) as [keyof typeof en.mail.news_lines];

/** What a mail says, before it is put into words. `url` is where its button leads, a path of ours or an address; `date` is ISO 8601. */
export const letterSchema = z.object({
  name: z.enum(letterNames),
  locale: z.string().max(10),
  url: z.string().max(2000).optional(),
  email: z.string().max(254).optional(),
  device: z.string().max(200).optional(),
  place: z.string().max(50).optional(),
  date: z.iso.datetime().optional(),
  minutes: z.int().optional(),
  /** For `news`: what happened, and how much more there is than is told. */
  news: z
    .array(z.object({ name: z.enum(newsNames), title: z.string().max(500), reason: z.string().max(500).nullable() }))
    .max(50)
    .optional(),
  more: z.int().optional(),
});
export type Letter = z.infer<typeof letterSchema>;

export interface LetterWords {
  site: string;
  locale: string;
  direction: "ltr" | "rtl";
  subject: string;
  heading: string;
  body: string[];
  button: string | null;
  note: string | null;
  /** Stands before the button's address. */
  address: string;
  footer: string;
}

/** A letter in its recipient's language, English where we do not speak it. `site` is what the gallery is called. */
export function wordsOf(letter: Letter, site: string): LetterWords {
  const locale = isSpoken(letter.locale) ? letter.locale : "en";
  const words = spoken[locale];
  const own = words[letter.name];
  const say = (text: string) => fill(text, locale, site, letter);
  const [only, ...others] = letter.news ?? [];
  return {
    site,
    locale,
    direction: locale === "ar" ? "rtl" : "ltr",
    // One piece of news is what the mail is about.
    subject: only && others.length === 0 ? words.news_lines[only.name] : say(own.subject),
    heading: say(own.heading),
    body: [...own.body.map(say), ...newsIn(letter, locale)],
    button: "button" in own ? say(own.button) : null,
    note: "note" in own ? say(own.note) : null,
    address: words.address,
    footer: say(words.footer),
  };
}

/** A paragraph for each piece of news; what people wrote is put in after all else, so that no gap of it is filled. */
function newsIn({ news = [], more = 0 }: Letter, locale: keyof typeof spoken): string[] {
  const { news_lines: lines, news_parts: parts } = spoken[locale];
  const told = news.map(({ name, title, reason }) => {
    const quoted = title && parts.quoted.replace("{title}", () => title);
    const why = reason && parts.reason.replace("{reason}", () => reason);
    return [lines[name], quoted, why].filter(Boolean).join(" ");
  });
  return more > 0 ? [...told, parts.more.replace("{count}", String(more))] : told;
}

function isSpoken(locale: string): locale is keyof typeof spoken {
  return Object.hasOwn(spoken, locale);
}

/** What a letter is about, in its recipient's language: the same whatever the gallery is called. */
export function subjectOf(letter: Letter): string {
  return wordsOf(letter, "").subject;
}

function fill(text: string, locale: string, site: string, letter: Letter): string {
  const values: Record<string, string> = {
    site,
    email: letter.email ?? "",
    device: letter.device ?? "",
    place: letter.place ?? "",
    minutes: String(letter.minutes ?? ""),
    date: letter.date ? longDate(letter.date, locale) : "",
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function longDate(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
}
