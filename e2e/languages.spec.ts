import { readFileSync } from "node:fs";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { AccountPages } from "./pages/account-pages";
import { GalleryPage } from "./pages/gallery-page";
import { PostOffice } from "./pages/post-office";

test.describe.configure({ timeout: 240_000 });

const directions = { en: "ltr", de: "ltr", es: "ltr", fr: "ltr", ar: "rtl", ja: "ltr" } as const;
type Locale = keyof typeof directions;
const locales: Locale[] = ["en", "de", "es", "fr", "ar", "ja"];

const openRooms = [
  "/",
  "/?sort=like",
  "/?q=nothing-of-this-name",
  "/create",
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/reset-password",
  "/reset-password?user=1&token=x",
  "/confirm-email",
  "/confirm-email?user=1&token=x",
  "/verify",
  "/verify?user=1&token=x",
  "/verify?done=1",
  "/nowhere",
];
const ownRooms = [
  "/",
  "/library",
  "/library?trashed=1",
  "/favorites",
  "/trash",
  "/settings",
  "/settings/sessions",
  "/settings/tokens",
  "/settings/data",
];

/** What stands on a page in place of words that are missing. */
const messageName =
  /\b(?:site|gallery|label|picture|studio|errors|account|admin|styles|params|wall)(?:\.[a-zA-Z_-]+)+\b/;

test("every page speaks every language, in its direction, and fits a phone", async ({ page, context }) => {
  const gallery = new GalleryPage(page);
  await gallery.openWithPictures();
  const picture = (await gallery.pictures.first().getAttribute("href")) ?? "";
  for (const locale of locales) await lookAt(page, context, locale, [...openRooms, picture]);
});

test("so do the rooms of one's own", async ({ page, context, baseURL }) => {
  const email = `mira-${Date.now()}@example.org`;
  const password = "vellum gouache 7 languages";
  const opened = await page.request.post("/api/auth/register", {
    headers: { origin: baseURL ?? "" },
    data: { email, password, name: "Mira Lund" },
  });
  expect(opened.status(), await opened.text()).toBe(201);
  await page.goto("/sign-in?next=/settings");
  await page.locator("main input[name=email]").fill(email);
  await page.locator("main input[name=password]").fill(password);
  await page.locator("main input[name=password]").press("Enter");
  await page.waitForURL(({ pathname }) => pathname === "/settings");
  for (const locale of locales) await lookAt(page, context, locale, ownRooms);
});

test("so does the administrator's house", async ({ page, context, playwright, baseURL }) => {
  await PostOffice.open(playwright.request, baseURL);
  await new AccountPages(page).signIn(PostOffice.administrator, "/admin/backends");
  for (const locale of locales)
    await lookAt(page, context, locale, ["/admin/backends", "/admin/styles", "/admin/mail"]);
});

test("what goes wrong is told in the language of the page", async ({ page, context }) => {
  await speak(context, "de");
  await page.goto("/sign-in");
  await page.locator("main input[name=email]").fill("nobody@example.org");
  await page.locator("main input[name=password]").fill("not the password");
  await page.locator("main input[name=password]").press("Enter");
  await expect(page.getByText("E-Mail-Adresse und Passwort passen nicht zusammen.")).toBeVisible();
  await page.goto("/");
  await page.locator("textarea").fill("\u200b");
  await page.locator("textarea").press("Enter");
  await expect(page.getByText("Bitte beschreibe ein Bild.")).toBeVisible();
});

async function lookAt(page: Page, context: BrowserContext, locale: Locale, rooms: string[]): Promise<void> {
  await speak(context, locale);
  await page.setViewportSize({ width: 360, height: 740 });
  const foreign = locale === "en" ? [] : englishOnly(locale);
  for (const room of rooms) {
    const where = `${locale} ${room}`;
    await page.goto(room);
    const root = page.locator("html");
    await expect.soft(root, where).toHaveAttribute("lang", locale);
    await expect.soft(root, where).toHaveAttribute("dir", directions[locale]);
    const said = await wordsOn(page);
    expect
      .soft(
        foreign.filter((words) => said.includes(words)),
        where,
      )
      .toEqual([]);
    expect.soft(said.match(messageName)?.[0], `${where} has words for everything`).toBeUndefined();
    const excess = await root.evaluate((html) => html.scrollWidth - html.clientWidth);
    expect.soft(excess, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
  }
}

async function speak(context: BrowserContext, locale: Locale): Promise<void> {
  const { baseURL } = test.info().project.use;
  await context.addCookies([{ name: "atl_locale", value: locale, url: baseURL ?? "" }]);
}

/** All that is written on a page, seen or only heard; without what people wrote, which runs in its own direction. */
function wordsOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const foreign = "script, style, noscript, bdi, [dir=auto], output, time";
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest(foreign)) texts.push(node.textContent ?? "");
    }
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!element.matches("img[src*='/media/'], article")) texts.push(element.getAttribute(name) ?? "");
      }
    }
    return texts.join("\n");
  });
}

/** English words of the interface, between their gaps, that the other language does not happen to use as well. */
function englishOnly(locale: Locale): string[] {
  const own = messagesOf(locale).join("\n");
  const pieces = messagesOf("en").flatMap((text) => text.split(/[{}<>#]|\b(?:one|other|plural)\b/));
  return [...new Set(pieces.map((piece) => piece.trim()))].filter((piece) => piece.length > 8 && !own.includes(piece));
}

function messagesOf(locale: Locale): string[] {
  const texts: string[] = [];
  JSON.parse(readFileSync(`lib/i18n/messages/${locale}.json`, "utf8"), (_key, value: unknown) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  return texts;
}
