import { expect, test } from "@playwright/test";
import { GalleryPage } from "./pages/gallery-page";
import { StudioPage } from "./pages/studio-page";

test.describe.configure({ timeout: 120_000 });

test("a described picture shows progress, then its result", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.describe("a lighthouse on a rocky shore");
  const card = studio.card("a lighthouse on a rocky shore");
  await expect(card.getByRole("progressbar")).toBeVisible();
  await expect(studio.results(card)).toBeVisible({ timeout: 90_000 });
  await expect(card.getByText("Sketch: procedural, not AI")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "a lighthouse on a rocky shore is done" })).toBeAttached();
  const picture = card.getByRole("img").first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});

test("from the wall to the studio", async ({ page }) => {
  const gallery = new GalleryPage(page);
  await gallery.open();
  await gallery.line.fill("a calm lake at dawn");
  await gallery.submit.click();
  await expect(page).toHaveURL(/\/create$/);
  const studio = new StudioPage(page);
  await expect(studio.results(studio.card("a calm lake at dawn"))).toBeVisible({ timeout: 90_000 });
});

test("a reload in the middle shows the truth", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.chooseSmall();
  await page.getByRole("radio", { name: "4" }).check({ force: true });
  await studio.describe("four views of a snowy mountain");
  const card = studio.card("four views of a snowy mountain");
  await card.waitFor();
  await page.reload();
  await expect(card).toBeVisible();
  await expect(card.getByRole("button", { name: "Discard" })).toHaveCount(4, { timeout: 90_000 });
});

test("what was begun can be cancelled and tried again", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await page.getByText("More settings").click();
  await page.getByLabel("Longest side").selectOption("2048");
  await page.getByRole("radio", { name: "4" }).check({ force: true });
  await studio.describe("a field of sunflowers");
  const card = studio.card("a field of sunflowers");
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card.getByText("Cancelled")).toBeVisible();
  await expect(card.getByRole("button", { name: "Try again" })).toBeVisible();
  await card.getByRole("button", { name: "Put away" }).click();
  await expect(card).toHaveCount(0);
});

test("a second tab sees what the first one begins", async ({ context }) => {
  const [one, two] = [new StudioPage(await context.newPage()), new StudioPage(await context.newPage())];
  await one.open();
  await one.chooseSmall();
  await one.describe("a red balloon");
  await one.card("a red balloon").waitFor();
  await two.open();
  await expect(two.card("a red balloon")).toBeVisible();
  await one.describe("a blue balloon");
  await expect(two.card("a blue balloon")).toBeVisible();
  await expect(two.results(two.card("a blue balloon"))).toBeVisible({ timeout: 90_000 });
});

for (const words of [
  "<script>document.title = 'caught'</script><img src=x onerror=\"document.title='caught'\">",
  "{count, plural, one {#}} $HOME %s '; drop table images; --",
  "‮مرسى قوارب عند الغروب 🛶",
]) {
  test(`hostile words stay words: ${words.slice(0, 20)}`, async ({ page }) => {
    const studio = new StudioPage(page);
    await studio.open();
    await studio.describe(words);
    await expect(page.getByRole("heading", { level: 3 }).first()).toHaveText(words);
    await expect(page).toHaveTitle(/^Create/);
    await page.reload();
    await expect(page.getByRole("heading", { level: 3 }).first()).toHaveText(words);
    await expect(page).toHaveTitle(/^Create/);
  });
}

test("words without one that can be seen are refused and kept", async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.describe("\u200b\u200b");
  await expect(page.getByRole("alert").filter({ hasText: "Please describe a picture." })).toBeVisible();
  await expect(studio.line).toHaveValue("\u200b\u200b");
});

test("offline for a while, then the truth", async ({ page, context }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.describe("a harbour in the fog");
  await studio.card("a harbour in the fog").waitFor();
  await context.setOffline(true);
  await expect(page.getByText("You are offline. What you see may be old.")).toBeVisible();
  await studio.describe("words that cannot be sent");
  await expect(page.getByRole("alert").filter({ hasText: "There is no connection right now." })).toBeVisible();
  await expect(studio.line).toHaveValue("words that cannot be sent");
  await context.setOffline(false);
  await expect(studio.results(studio.card("a harbour in the fog"))).toBeVisible({ timeout: 90_000 });
});
