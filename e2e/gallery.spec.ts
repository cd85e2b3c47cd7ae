import { expect, test } from "@playwright/test";
import { GalleryPage } from "./pages/gallery-page";
import { watchLayoutShift } from "./pages/layout-shift";

test.describe.configure({ timeout: 180_000 });

test("pictures hang in rows of equal height and nothing jumps", async ({ page }) => {
  const gallery = new GalleryPage(page);
  await gallery.openWithPictures();
  const shift = await watchLayoutShift(page);
  await page.goto("/?sort=like");
  await gallery.pictures.first().waitFor();
  await page.waitForLoadState("networkidle").catch(() => undefined);
  expect(await shift()).toBeLessThan(0.01);
  const boxes = await gallery.pictures.evaluateAll((links) =>
    links.map((link) => link.getBoundingClientRect().toJSON()),
  );
  const firstRow = boxes.filter(({ top }) => Math.abs(top - boxes[0].top) < 2);
  for (const box of firstRow) expect(box.height).toBeCloseTo(firstRow[0].height, 0);
});

test("a picture opens with its label, recipe and downloads", async ({ page }) => {
  const gallery = new GalleryPage(page);
  await gallery.openWithPictures();
  const address = await gallery.pictures.first().getAttribute("href");
  await gallery.pictures.first().click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  await expect(page.getByText("Sketch: procedural, not AI").first()).toBeVisible();
  await page.getByText("Download", { exact: true }).click();
  for (const [name, type] of [
    ["PNG", "image/png"],
    ["JPEG", "image/jpeg"],
    ["WebP", "image/webp"],
  ]) {
    const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
    const answer = await page.request.get(href ?? "");
    expect(answer.headers()["content-type"]).toBe(type);
    expect(answer.headers()["content-disposition"]).toContain("attachment");
  }
});

test("a picture is zoomed and left by keyboard", async ({ page }) => {
  const gallery = new GalleryPage(page);
  await gallery.openWithPictures();
  await gallery.pictures.first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Zoom in" }).waitFor();
  await expect(async () => {
    await page.keyboard.press("+");
    await expect(page.getByRole("button", { name: "Fit" })).toBeEnabled({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("0");
  await expect(page.getByRole("button", { name: "Fit" })).toBeDisabled();
});

test("a missing and a malformed picture are the same designed 404", async ({ page }) => {
  for (const path of ["/images/00000000-0000-4000-8000-000000000000", "/images/nothing", "/nowhere"]) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  }
});

test("the theme is kept by the server, so that it never flashes", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const theme = page.locator("html");
  await expect(theme).not.toHaveAttribute("data-theme");
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await expect(theme).toHaveAttribute("data-theme", "light");
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith("/theme") && answer.request().postData() === "theme=dark",
  );
  await page.getByRole("button", { name: "Theme: light" }).click();
  await kept;
  const html = await (await page.request.get("/")).text();
  expect(/<html[^>]*>/.exec(html)?.[0]).toContain('data-theme="dark"');
  await page.reload();
  await expect(page.getByRole("button", { name: "Theme: dark" })).toBeVisible();
});
