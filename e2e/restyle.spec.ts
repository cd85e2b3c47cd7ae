import { expect, test } from "@playwright/test";
import { StudioPage } from "./pages/studio-page";
import { plainPng } from "./pictures/make";

test.describe.configure({ timeout: 180_000 });

const photograph = { name: "harbour.png", mimeType: "image/png", buffer: plainPng(320, 240) };

test("a photograph is previewed, restyled and compared", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.files.setInputFiles(photograph);
  await expect(page.getByText("harbour.png", { exact: true })).toBeVisible();
  await expect(page.locator("[data-own-preview]").first()).toBeVisible({ timeout: 30_000 });
  await studio.style("Duotone").check({ force: true });
  await expect(page.getByRole("img", { name: "Preview of Duotone on your photograph" })).toBeVisible();
  await studio.strength.fill("0.5");
  await expect(page.getByText("50%")).toBeVisible();
  await studio.submit.click();
  const card = studio.card("Duotone of your photograph");
  const divider = card.getByRole("slider", { name: /^Before and after/ });
  await expect(divider).toBeVisible({ timeout: 90_000 });
  await expect(card.getByText("Duotone, strength 0.5")).toBeVisible();
  await divider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(divider).toHaveValue("51");
  await studio.results(card).click();
  await expect(page.getByRole("heading", { name: "How it came to be" })).toBeVisible();
  await expect(page.getByText("Only you can see this")).toBeVisible();
});

test("what is no picture is refused before it is sent", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.files.setInputFiles({ name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
  await expect(page.getByRole("alert").filter({ hasText: "letter.txt could not be added" })).toBeVisible();
  await expect(studio.submit).toBeDisabled();
  await page.getByRole("button", { name: "Take letter.txt away" }).click();
  await expect(studio.line).toBeVisible();
});

test("a damaged picture is refused by the server, in words", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.files.setInputFiles({ ...photograph, name: "torn.png", buffer: photograph.buffer.subarray(0, 60) });
  await expect(page.getByRole("alert").filter({ hasText: "This file could not be read as a picture." })).toBeVisible();
});
