import { describe, expect, test } from "vitest";
import ar from "./messages/ar.json";
import de from "./messages/de.json";
import en from "./messages/en.json";
import es from "./messages/es.json";
import fr from "./messages/fr.json";
import ja from "./messages/ja.json";
import { renderLetter } from "./render";
import { letterNames, subjectOf, wordsOf } from "./words";

const languages = { en, de, es, fr, ar, ja };

/** Every path of an object to a text, and the places to be filled in it. */
function shapeOf(value: unknown, path = ""): string[] {
  if (typeof value === "string") return [`${path} ${[...value.matchAll(/\{\w+\}/g)].map(String).sort().join()}`];
  return Object.entries(Object(value)).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
}

test.each(Object.entries(languages))("%s says all that English says, and fills the same places", (_name, words) => {
  expect(shapeOf(words).sort()).toEqual(shapeOf(en).sort());
});

test("no language repeats another's words", () => {
  const subjects = Object.values(languages).flatMap(({ mail }) => letterNames.map((name) => mail[name].subject));
  const repeated = subjects.filter((subject, n) => subjects.indexOf(subject) !== n);
  expect(repeated).toEqual([]);
});

describe.each(Object.keys(languages))("in %s", (locale) => {
  test.each(letterNames)("%s is a whole mail", async (name) => {
    const url = "http://127.0.0.1:3000/verify?user=1&token=abc";
    const date = "2026-11-29T00:00:00.000Z";
    const values = { url, date, email: "new@example.test", device: "Firefox", place: "192.0.2.0/24", minutes: 30 };
    const mail = await renderLetter({ name, locale, ...values }, "Blue Door");
    expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/\{\w+\}|undefined/);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.subject).toBe(subjectOf({ name, locale, ...values }));
    expect(mail.html).toContain("Blue Door");
    expect(mail.html).toMatch(new RegExp(`<html[^>]* lang="${locale}"`));
    expect(mail.html).toContain(`dir="${locale === "ar" ? "rtl" : "ltr"}"`);
    const hasButton = wordsOf({ name, locale }, "Blue Door").button !== null;
    expect(mail.text.includes(url)).toBe(hasButton);
    expect(mail.html.includes("token=abc")).toBe(hasButton);
  });
});

test("what people typed is text in a mail, never markup", async () => {
  const letter = { name: "email_old", locale: "en", email: "<b>x</b>@example.test", url: "http://a/" } as const;
  const mail = await renderLetter(letter, "<i>Y</i>");
  expect(mail.html).not.toContain("<i>Y</i>");
  expect(mail.html).toContain("&lt;b&gt;x&lt;/b&gt;");
  expect(mail.html).not.toContain("<b>x</b>");
});

test("a language we do not speak is answered in English", () => {
  expect(subjectOf({ name: "reset", locale: "tlh" })).toBe(en.mail.reset.subject);
  expect(subjectOf({ name: "reset", locale: "toString" })).toBe(en.mail.reset.subject);
});
