import { expect, test } from "@playwright/test";
import { resizePixels } from "@/lib/filters/maths/resize";
import { testPicture } from "@/lib/filters/test-picture";
import { ssim } from "@/lib/filters/test-similarity";
import { decodePixels } from "@/lib/imaging/pixels";
import { AccountPages, newPerson } from "./pages/account-pages";
import { PostOffice } from "./pages/post-office";
import { StudioPage } from "./pages/studio-page";
import { pixelsPng } from "./pictures/make";

test.describe.configure({ timeout: 90_000 });

const picture = testPicture(1000, 750);
const photograph = { name: "harbour.png", mimeType: "image/png", buffer: pixelsPng(picture) };

test("the photograph is shown in the style that is looked at, and follows strength and parameters", async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.files.setInputFiles(photograph);
  await expect(studio.preview).toHaveAttribute("data-large-preview", "oil");
  await studio.style("Duotone").focus();
  await expect(studio.preview).toHaveAttribute("data-large-preview", "duotone");
  await expect(page.getByRole("img", { name: "Preview of Duotone on your photograph" })).toBeVisible();
  await expect(studio.style("Oil painting")).toBeChecked();
  await studio.style("Comic").hover({ force: true });
  await expect(studio.preview).toHaveAttribute("data-large-preview", "comic");
  await studio.line
    .or(page.getByText("harbour.png", { exact: true }))
    .first()
    .hover();
  await expect(studio.preview).toHaveAttribute("data-large-preview", "oil");

  await studio.style("Duotone").check({ force: true });
  await expect(studio.preview).toHaveAttribute("data-large-preview", "duotone");
  await expect(studio.preview).toHaveAttribute("width", "640");
  const full = await studio.previewPicture();
  await studio.strength.fill("0.4");
  const weaker = await studio.previewPicture();
  expect(weaker).not.toBe(full);
  await studio.strength.fill("1");
  expect(await studio.previewPicture()).toBe(full);
  const inks = page.getByLabel("inks");
  await inks.selectOption({ index: 2 });
  await expect.poll(() => studio.previewPicture()).not.toBe(full);
});

for (const [title, least] of [
  ["Duotone", 0.9],
  ["Watercolour", 0.8],
  ["Comic", 0.8],
] as const) {
  test(`the result in ${title} is what the preview showed`, async ({ page }) => {
    const studio = new StudioPage(page);
    await studio.open();
    await studio.files.setInputFiles(photograph);
    await studio.style(title).check({ force: true });
    await studio.strength.fill("0.75");
    await expect(page.getByRole("img", { name: `Preview of ${title} on your photograph` })).toBeVisible();
    await expect(studio.preview).toHaveAttribute("width", "640");
    const shown = await decodePixels(Buffer.from((await studio.previewPicture()).split(",")[1] ?? "", "base64"), 640);
    await expect(studio.submit).toBeEnabled({ timeout: 30_000 });
    await studio.submit.click();
    const card = studio.card(`${title} of your photograph`);
    const link = studio.results(card);
    await expect(link).toBeVisible({ timeout: 90_000 });
    const uuid = (await link.getAttribute("href"))?.split("/").at(-1);
    const made = await page.request.get(`/media/${uuid}/full`);
    const result = resizePixels(await decodePixels(await made.body(), 2048), shown.width, shown.height);
    expect(ssim(result, shown)).toBeGreaterThanOrEqual(least);
  });
}

test("keys alone find, look, choose and make", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.files.setInputFiles(photograph);
  await expect(page.getByText("harbour.png", { exact: true })).toBeVisible();
  await page.keyboard.press("/");
  await expect(studio.search).toBeFocused();
  await page.keyboard.type("glass");
  await expect(studio.style("Stained glass")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(studio.style("Stained glass")).toBeChecked();
  await studio.search.fill("nothing like this");
  await expect(page.getByText("No style is called that.")).toBeVisible();
  await studio.search.press("Escape");
  await studio.style("Stained glass").focus();
  await page.keyboard.press("Home");
  await expect(studio.style("Oil painting")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(studio.style("Impressionist")).toBeFocused();
  await expect(studio.style("Stained glass")).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(studio.style("Impressionist")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(studio.style("Impressionist")).toBeChecked();
  await expect(studio.cards).toHaveCount(0);
});

test("starred styles stand first after a reload, for a visitor too", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.style("Neon night").check({ force: true });
  const before = await studio.styleNames();
  await page.getByRole("button", { name: "Star this style", exact: true }).last().click();
  expect(await studio.styleNames()).toEqual(before);
  await page.reload();
  await expect.poll(async () => (await studio.styleNames()).slice(0, 2)).toEqual(["No style", "Neon night"]);
});

test("a member keeps a style, shares it, and another finds it under their name", async ({
  page,
  browser,
  playwright,
  baseURL,
}) => {
  const post = await PostOffice.open(playwright.request, baseURL);
  const maker = newPerson("Ada Maker");
  const accounts = new AccountPages(page);
  await accounts.signUp(maker);
  await page.goto(await post.link(maker.email, "/verify"));
  await page.locator("main").getByRole("button").first().click();
  await expect(accounts.heading("Your address is confirmed")).toBeVisible();
  await accounts.signIn(maker);
  const studio = new StudioPage(page);
  await studio.open();
  await studio.style("Duotone").check({ force: true });
  await studio.strength.fill("0.5");
  await page.getByRole("button", { name: "Keep as a style of your own" }).click();
  const title = `Blue hour ${Date.now()}`;
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Share it with everyone here").check();
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(studio.style(title)).toBeChecked();
  await expect(studio.strength).toHaveValue("0.5");

  const other = new StudioPage(await (await browser.newContext({ locale: "en-GB" })).newPage());
  await other.open();
  await expect(other.style(`${title} by Ada Maker`)).toBeVisible();
  await page.getByRole("button", { name: "Remove this style" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(studio.style(title)).toHaveCount(0);
});

test("at 360 pixels the shelf holds search, styles and slider, and nothing sticks out", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const studio = new StudioPage(page);
  await studio.open();
  await studio.files.setInputFiles(photograph);
  await expect(studio.preview).toBeVisible();
  await studio.style("Comic").check({ force: true });
  await studio.search.click();
  await studio.search.fill("neon");
  await expect(studio.style("Neon night")).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
