import { expect, type Page, test } from "@playwright/test";
import { member, pictures } from "./pages/member";
import { PostOffice } from "./pages/post-office";

test.describe.configure({ timeout: 180_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

const made = (page: Page) => page.locator('[data-frame="made"]');
const style = (page: Page, name: string) =>
  page.getByRole("group", { name: "Styles", exact: true }).getByRole("checkbox", { name, exact: true });

async function inStyles(page: Page, names: string[]) {
  for (const name of names) await style(page, name).check({ force: true });
  await page.getByRole("button", { name: "Make them" }).click();
  await page.waitForURL(/\/create\/batches\/[0-9a-f-]{36}$/);
}

test("one picture in three styles: progress of the whole, some kept, on a phone too", async ({ page }) => {
  await member(page, office, ["harbour"]);
  await page.goto("/library");
  await pictures(page).getByRole("link").first().click();
  await page.getByRole("link", { name: "In many styles" }).click();
  await expect(page.getByText("Choose pictures and styles")).toBeVisible();
  await inStyles(page, ["Duotone", "Halftone", "Mosaic"]);
  await expect(page.getByRole("progressbar", { name: "Progress of the whole" })).toBeVisible();
  await expect(page.getByText("3 of 3 made")).toBeVisible({ timeout: 90_000 });
  await expect(made(page)).toHaveCount(3);
  await page.setViewportSize({ width: 360, height: 720 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole("checkbox", { name: "Select Halftone" }).press("Space");
  await page.getByRole("button", { name: "Keep the selected" }).press("Enter");
  await expect(page.getByText("Kept", { exact: true })).toHaveCount(1);
  await page.getByRole("button", { name: "Keep all 2" }).click();
  await expect(page.getByText("Kept", { exact: true })).toHaveCount(3);
  await page.goto("/create");
  await expect(page.getByRole("link", { name: "Contact sheet with 3 pictures, 3 done" })).toBeVisible();
});

test("selected pictures become sources; the rest is cancelled; without script the sheet is seen and kept", async ({
  page,
  browser,
}) => {
  await member(page, office, ["one", "two", "three"]);
  await page.goto("/library");
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByRole("button", { name: "Select all" }).click();
  await page.getByRole("link", { name: "Restyle", exact: true }).click();
  await expect(page.getByRole("group", { name: "Pictures" }).getByRole("checkbox", { checked: true })).toHaveCount(3);
  const boxes = page.getByRole("group", { name: "Styles", exact: true }).getByRole("checkbox");
  for (let n = 0; n < 20; n++) await boxes.nth(n).check({ force: true });
  await expect(page.getByText("60 pictures will be made")).toBeVisible();
  await page.getByRole("button", { name: "Make them" }).click();
  await page.waitForURL(/\/create\/batches\/[0-9a-f-]{36}$/);
  await expect(made(page).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Cancel the rest" }).click();
  await expect(page.getByText(/\d+ cancelled/)).toBeVisible();
  await expect(page.locator('[data-frame="queued"], [data-frame="running"]')).toHaveCount(0, { timeout: 30_000 });

  const storageState = await page.context().storageState();
  const plain = await browser.newContext({ storageState, javaScriptEnabled: false, locale: "en-GB" });
  const sheet = await plain.newPage();
  await sheet.goto(page.url());
  await sheet
    .getByRole("checkbox", { name: /^Select / })
    .first()
    .check();
  await sheet.getByRole("button", { name: "Keep the selected" }).click();
  await expect(sheet.getByText("Kept", { exact: true })).toHaveCount(1);
  await plain.close();
});

test("two styles one after the other are drawn as a tree, branched, and given to another picture", async ({ page }) => {
  await member(page, office, ["first", "second"]);
  const restyled = async (from: string, name: string) => {
    await page.goto(from);
    await page.getByRole("link", { name: "In many styles" }).click();
    await inStyles(page, [name]);
    await expect(page.getByText("1 of 1 made")).toBeVisible({ timeout: 60_000 });
    return (await made(page).getByRole("link").getAttribute("href")) ?? "";
  };
  await page.goto("/library");
  const first = (await pictures(page).getByRole("link").first().getAttribute("href")) ?? "";
  const middle = await restyled(first, "Duotone");
  const last = await restyled(middle, "Halftone");
  await page.goto(last);
  const tree = page.getByRole("region", { name: "How it came to be" });
  await expect(tree.getByRole("img")).toHaveCount(3);
  await expect(tree.locator('[aria-current="true"]')).toHaveCount(1);
  await expect(tree.locator(`a[href="${middle}"]`)).toBeVisible();

  await tree.getByRole("link", { name: /^The same again with another strength: Duotone/ }).press("Enter");
  await page.waitForURL(/\/create\?remix=/);
  await expect(page.getByRole("radio", { name: "Duotone", exact: true })).toBeChecked();

  await page.goto(last);
  await tree.getByRole("link", { name: "Apply these steps to another picture" }).press("Enter");
  await page.waitForURL(/\/create\/batches\?steps=/);
  await expect(page.getByRole("listitem").filter({ hasText: /^(Duotone|Halftone)/ })).toHaveCount(2);
  await page.getByRole("checkbox", { name: "first", exact: true }).check({ force: true });
  await page.getByRole("button", { name: "Make them" }).click();
  await page.waitForURL(/\/create\/batches\/[0-9a-f-]{36}$/);
  await expect(page.getByText("2 of 2 made")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("columnheader", { name: "1. Duotone" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "2. Halftone" })).toBeVisible();
});
