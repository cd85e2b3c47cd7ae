import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { GalleryPage } from "./pages/gallery-page";
import { StudioPage } from "./pages/studio-page";
import { plainPng } from "./pictures/make";

test.describe.configure({ timeout: 180_000 });

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const gallery = new GalleryPage(page);
    await gallery.openWithPictures();
    const picture = (await gallery.pictures.first().getAttribute("href")) ?? "";
    const studio = new StudioPage(page);
    for (const path of ["/", picture, "/create", "/nowhere"]) {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations, path).toEqual([]);
    }
    await studio.open();
    await studio.files.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: plainPng(200, 150) });
    await expect(studio.submit).toBeEnabled();
    await studio.submit.click();
    await studio.cards.first().getByRole("slider").waitFor({ timeout: 90_000 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations, "studio with a result").toEqual([]);
  });
}

test("by keyboard alone: from the top to a picture that is made", async ({ page }) => {
  await page.goto("/create");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const studio = new StudioPage(page);
  await expect(studio.line).toBeFocused();
  await page.keyboard.type("a bridge over a stream");
  await page.keyboard.press("Enter");
  await expect(studio.card("a bridge over a stream")).toBeVisible();
  await expect(studio.line).toHaveValue("a bridge over a stream");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("every page fits 360 pixels, and fingers find their targets", async ({ page }) => {
    const gallery = new GalleryPage(page);
    await gallery.openWithPictures();
    const picture = (await gallery.pictures.first().getAttribute("href")) ?? "";
    for (const path of ["/", picture, "/create", "/nowhere"]) {
      await page.goto(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, path).toBeLessThanOrEqual(360);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("button, summary, a.act, nav a")]
          .filter((element) => element.checkVisibility())
          .map((element) => ({ words: element.textContent, height: element.getBoundingClientRect().height }))
          .filter(({ height }) => height < 40),
      );
      expect(small, path).toEqual([]);
    }
  });

  test("the shelf at the thumb makes a picture", async ({ page }) => {
    const studio = new StudioPage(page);
    await studio.open();
    await studio.line.fill("a palm tree on a beach");
    await studio.submit.tap();
    await expect(studio.card("a palm tree on a beach")).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
    const shelf = await studio.submit.boundingBox();
    expect(shelf && shelf.y + shelf.height).toBeLessThanOrEqual(740);
  });
});
