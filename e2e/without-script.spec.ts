import { expect, test } from "@playwright/test";
import { GalleryPage } from "./pages/gallery-page";
import { StudioPage } from "./pages/studio-page";

test.describe.configure({ timeout: 180_000 });

test.use({ javaScriptEnabled: false });

test("describe a picture and see it", async ({ page }) => {
  const gallery = new GalleryPage(page);
  const studio = new StudioPage(page);
  await gallery.open();
  await gallery.line.fill("a boat by a wooden pier");
  await gallery.submit.click();
  await expect(page).toHaveURL(/\/create$/);
  await expect(studio.card("a boat by a wooden pier")).toBeVisible();
  await expect(async () => {
    await page.goto("/create");
    await expect(studio.results(studio.card("a boat by a wooden pier"))).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 90_000 });
});

test("what is refused keeps what was typed", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.describe("\u200b");
  await expect(page.getByText("Please describe a picture.")).toBeVisible();
  await expect(studio.line).toHaveValue("\u200b");
});

test("the wall, its order and the light switch work", async ({ page }) => {
  const gallery = new GalleryPage(page);
  await expect(async () => {
    await gallery.open();
    await expect(gallery.pictures.first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 90_000 });
  await page.getByRole("link", { name: "Most liked" }).click();
  await expect(gallery.pictures.first()).toBeVisible();
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await expect(page).toHaveURL(/\/\?sort=like$/);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});
