import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { AccountPages } from "./pages/account-pages";
import { handleOf, member, pictures } from "./pages/member";
import { PostOffice } from "./pages/post-office";

test.describe.configure({ timeout: 60_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

test("pictures are thrown away, brought back and removed by keyboard alone", async ({ page }) => {
  await member(page, office, ["one", "two", "three", "four"]);
  await page.getByRole("button", { name: "Select", exact: true }).press("Enter");
  const boxes = page.getByRole("checkbox");
  await boxes.nth(0).press("Space");
  await boxes.nth(2).press("Shift+Space");
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.getByRole("button", { name: "Move to the trash" }).press("Enter");
  await expect(page.getByText("3 pictures moved to the trash")).toBeVisible();
  await expect(pictures(page).getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(pictures(page).getByRole("listitem")).toHaveCount(4);
  await page.reload();
  await expect(pictures(page).getByRole("listitem")).toHaveCount(4);

  await pictures(page).getByRole("link").first().press("Enter");
  await page.getByRole("heading", { level: 1, name: "four" }).waitFor();
  await expect(async () => {
    await page.keyboard.press("Delete");
    await page.waitForURL(/\/library\?trashed=/, { timeout: 3000 });
  }).toPass();
  await expect(page.getByText("The picture is in the trash.")).toBeVisible();
  await expect(pictures(page).getByRole("listitem")).toHaveCount(3);

  await page.goto("/trash");
  await expect(page.getByRole("checkbox", { name: "Picture: four" })).toBeVisible();
  const [thumbnail] = await page
    .locator(".hanging img")
    .evaluateAll((images) => images.map((image) => image.getAttribute("src")));
  expect((await page.request.get(thumbnail ?? "")).status()).toBe(200);
  await page.getByRole("checkbox", { name: "Picture: four" }).press("Space");
  await page.getByRole("button", { name: "Remove for good" }).press("Enter");
  await expect(page.getByText("This picture cannot be brought back.")).toBeVisible();
  await page.getByRole("button", { name: "Remove for good" }).press("Enter");
  await expect(page.getByText("1 picture removed for good")).toBeVisible();
  expect((await page.request.get(thumbnail ?? "")).status()).toBe(404);
  await page.reload();
  await expect(page.getByText("The trash is empty")).toBeVisible();
});

test("a like shows at once, holds, and is taken back", async ({ page }) => {
  await member(page, office, ["liked"]);
  const heart = page.getByRole("button", { name: "Like: liked" });
  await pictures(page).getByRole("listitem").first().hover();
  const kept = page.waitForResponse("**/api/image/favorite");
  await heart.click();
  await expect(heart).toHaveAttribute("aria-pressed", "true");
  await kept;
  await page.goto("/favorites");
  await expect(pictures(page).getByRole("link", { name: "Picture: liked" })).toBeVisible();
  await pictures(page).getByRole("link").first().click();
  const like = page.getByRole("button", { name: "Like", exact: false }).first();
  await expect(like).toHaveAttribute("aria-pressed", "true");
  const takenBack = page.waitForResponse((answer) => answer.request().method() === "POST");
  // The page may not listen yet.
  await expect(async () => {
    if ((await like.getAttribute("aria-pressed")) === "true") await page.keyboard.press("l");
    await expect(like).toHaveAttribute("aria-pressed", "false", { timeout: 1000 });
  }).toPass();
  await takenBack;
  await page.goto("/favorites");
  await expect(page.getByText("Pictures you like are gathered here.")).toBeVisible();
});

test("a like that the server refuses is not shown", async ({ page }) => {
  await member(page, office, ["unlucky"]);
  await page.route("**/api/image/favorite", (route) => route.abort());
  await pictures(page).getByRole("listitem").first().hover();
  const heart = page.getByRole("button", { name: "Like: unlucky" });
  await heart.click();
  await expect(page.getByText("That did not work. Please try again.")).toBeVisible();
  await expect(heart).toHaveAttribute("aria-pressed", "false");
});

test("everything that is selected comes as one archive", async ({ page }) => {
  await member(page, office, ["left", "right"]);
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByRole("button", { name: "Select all" }).click();
  await expect(page.getByText("2 selected")).toBeVisible();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 2).toString()).toBe("PK");
  for (const name of ["left.png", "right.png", "recipes.json"]) expect(bytes.includes(name), name).toBe(true);
});

test("without script, a picture goes to the trash and comes back", async ({ browser, page }) => {
  const person = await member(page, office, ["quiet"]);
  const doors = await AccountPages.fresh(browser, { javaScriptEnabled: false });
  await doors.signIn(person, "/library");
  await pictures(doors.page).getByRole("link").first().click();
  await doors.page.getByRole("button", { name: "Like", exact: true }).click();
  await expect(doors.page.getByRole("button", { name: /^Like/ })).toHaveAttribute("aria-pressed", "true");
  await doors.page.getByRole("button", { name: "Move to the trash" }).click();
  await expect(doors.page.getByText("The picture is in the trash.")).toBeVisible();
  await doors.page.goto("/trash");
  await doors.page.getByRole("button", { name: "Bring it back" }).click();
  await doors.page.goto("/library");
  await expect(pictures(doors.page).getByRole("link")).toHaveCount(1);
});

test("addresses that make no sense lead to the first pictures", async ({ page }) => {
  await member(page, office, ["only"]);
  for (const path of [
    "/?cursor=garbage",
    "/?cursor=WyJsaWtlLmRlc2MiLDEsMV0",
    "/library?cursor=garbage",
    "/library?kind=nonsense&state=7&trashed=x",
    "/favorites?cursor=-1",
    "/trash?cursor=%00",
    "/?sort=evil&order=up&color=ultraviolet&from=yesterday",
  ]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
  }
  expect((await page.goto("/u/nobody-of-that-name"))?.status()).toBe(404);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("the rooms of one's own fit, are found by fingers, and axe finds nothing", async ({ page }) => {
    test.setTimeout(120_000);
    await member(page, office, ["first", "second", "third"]);
    const picture = (await pictures(page).getByRole("link").first().getAttribute("href")) ?? "";
    await page.goto((await pictures(page).getByRole("link").nth(1).getAttribute("href")) ?? "");
    await page.getByRole("button", { name: "Move to the trash" }).click();
    await page.waitForURL(/trashed=/);
    const look = async (name: string) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, name).toBeLessThanOrEqual(360);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("button, summary, a.act, nav a")]
          .filter((element) => element.checkVisibility())
          .map((element) => ({ words: element.textContent, height: element.getBoundingClientRect().height }))
          .filter(({ height }) => height < 40),
      );
      expect(small, name).toEqual([]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations, name).toEqual([]);
    };
    await look("library with a notice");
    for (const path of ["/library", "/favorites", "/trash", `/u/${await handleOf(page.request)}`, picture]) {
      await page.goto(path);
      await look(path);
    }
    await page.goto(`${picture}?as=stranger`);
    await look("as a stranger");
    await page.goto("/library");
    await page.getByText("Filters", { exact: true }).click();
    await look("filters");
    await page.getByRole("button", { name: "Select", exact: true }).click();
    await page.getByRole("checkbox", { name: "Picture: third" }).check();
    await look("selecting");
  });
});
