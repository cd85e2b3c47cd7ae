import { expect, test } from "@playwright/test";
import { member, pictures, upload } from "./pages/member";
import { PostOffice } from "./pages/post-office";

test.describe.configure({ timeout: 60_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

test("a search is an address that can be shared, and finds no private picture of others", async ({ page, browser }) => {
  const word = `quokka${Date.now().toString(36)}`;
  await member(page, office, ["plain", "plainer"]);
  for (const [index, title] of [`${word} in the grass`, `secret ${word}`].entries()) {
    await page.goto("/library");
    await pictures(page).getByRole("link").nth(index).click();
    await page.getByText("Title and description").click();
    await page.getByRole("textbox", { name: "Title" }).fill(title);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    if (index === 0) {
      await page.getByRole("button", { name: "Show to everyone" }).click();
      await page.getByRole("button", { name: "Make private" }).waitFor();
    }
  }
  await page.goto("/library");
  await page.getByRole("searchbox", { name: "Search pictures" }).fill(word);
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=quokka/);
  await expect(pictures(page).getByRole("link")).toHaveCount(2);

  const stranger = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await stranger.goto(`/?q=${word}`);
  await expect(pictures(stranger).getByRole("link")).toHaveCount(1);
  await stranger.goto(`/?q=${word}&kind=generated`);
  await expect(stranger.getByText("Nothing found")).toBeVisible();
  await stranger.getByRole("link", { name: "From words" }).click();
  await expect(pictures(stranger).getByRole("link")).toHaveCount(1);
  for (const q of ['+(*<">~ -@', "%_\\' or 1=1 --", "x".repeat(1000)]) {
    const answer = await stranger.goto(`/?${new URLSearchParams({ q })}`);
    expect(answer?.status(), q.slice(0, 20)).toBe(200);
  }
});

test("a wall of hundreds keeps few in the page, each where it was", async ({ page }) => {
  test.setTimeout(120_000);
  await member(page, office, []);
  for (let made = 0; made < 200; made += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => upload(page.request, `n${made + index}`, false)));
  }
  await page.goto("/library");
  const hung = page.locator(".hanging");
  await hung.first().waitFor();
  const places = new Map<string, number>();
  // Down to the end: every row is where the browser itself hung it when it first came.
  for (let turn = 0; turn < 200; turn++) {
    const seen = await hung.evaluateAll((all) =>
      all.map((one): [string, number] => [
        (one as HTMLElement).dataset.uuid ?? "",
        one.getBoundingClientRect().top + window.scrollY,
      ]),
    );
    for (const [uuid, top] of seen) {
      const before = places.get(uuid);
      // The last row of a page is stretched when the next page joins it.
      if (before === undefined || Math.abs(before - top) > 2) places.set(uuid, top);
    }
    const isEnd = await page.evaluate(() => {
      window.scrollBy(0, 400);
      return window.innerHeight + window.scrollY >= document.body.scrollHeight - 2;
    });
    await page.waitForTimeout(50);
    if (isEnd && places.size === 200) break;
  }
  expect(places.size).toBe(200);
  expect(await hung.count()).toBeLessThan(200);
  await page.evaluate(() => window.scrollTo(0, 0));
  await hung.first().waitFor();
  await expect(async () => {
    const seen = await hung.evaluateAll((all) =>
      all.map((one): [string, number] => [
        (one as HTMLElement).dataset.uuid ?? "",
        one.getBoundingClientRect().top + window.scrollY,
      ]),
    );
    expect(seen[0][1]).toBeLessThan(600);
    for (const [uuid, top] of seen.slice(0, 20)) expect(Math.abs((places.get(uuid) ?? 0) - top)).toBeLessThan(2);
  }).toPass();
  // What has the focus stays, however far one scrolls.
  const first = hung.first();
  const uuid = await first.getAttribute("data-uuid");
  await first.getByRole("link").focus();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(page.locator(`[data-uuid="${uuid}"]`)).toHaveCount(1);
  await expect(page.locator(`[data-uuid="${uuid}"] a`)).toBeFocused();
});

test("new pictures announce themselves and wait to be shown", async ({ page, browser }) => {
  const watcher = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await member(page, office, ["before"], true);
  await watcher.goto("/");
  await pictures(watcher).getByRole("link").first().waitFor();
  const hung = await pictures(watcher).getByRole("link").count();
  await upload(page.request, "after", true);
  const news = watcher.getByRole("button", { name: /new picture/ });
  await news.waitFor();
  expect(await pictures(watcher).getByRole("link").count()).toBe(hung);
  await news.click();
  await expect(pictures(watcher).getByRole("link", { name: "Picture: after" })).toBeVisible();
  await expect(news).toBeHidden();
});
