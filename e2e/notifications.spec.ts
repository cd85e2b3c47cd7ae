import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { AccountPages, type Person } from "./pages/account-pages";
import { Bell } from "./pages/bell";
import { member } from "./pages/member";
import { PostOffice } from "./pages/post-office";
import { expectSound } from "./pages/sound";
import { StudioPage } from "./pages/studio-page";

test.describe.configure({ timeout: 180_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

/** Asks for small pictures without waiting for them. */
async function ask(api: APIRequestContext, prompt: string, count = 1): Promise<void> {
  const asked = { prompt, count, resolution: "256x256" };
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const answer = await api.post("/api/image/generate", { headers, data: asked });
  expect(answer.status(), await answer.text()).toBe(202);
}

async function limitTo(page: Page, person: Person, pictures: number): Promise<void> {
  const doors = new AccountPages(page);
  await doors.signIn(PostOffice.administrator, `/admin/users?q=${encodeURIComponent(person.email)}`);
  await page.getByRole("link", { name: person.name }).click();
  const limits = page.getByRole("form", { name: `Limits of ${person.name}` });
  await limits.getByLabel("Pictures in a day").fill(String(pictures));
  await limits.getByRole("button", { name: "Save" }).click();
  await expect(limits.getByText("Saved.")).toBeVisible();
}

test("what ends while one is elsewhere is told by the bell at once, and by mail to those who want it", async ({
  page,
  browser,
}) => {
  const quiet = await AccountPages.fresh(browser);
  const unwilling = await member(quiet.page, office, []);
  await quiet.page.goto("/settings");
  const wishes = quiet.page.getByRole("form", { name: "Pictures and mail" });
  await wishes.getByLabel("Write to me").uncheck();
  await wishes.getByRole("button", { name: "Save" }).click();
  await expect(wishes.getByText("Saved.")).toBeVisible();
  await ask(quiet.page.request, "a stone bridge");
  await new Bell(quiet.page).expectUnread(1);

  const willing = await member(page, office, []);
  const elsewhere = await page.context().newPage();
  await elsewhere.goto("/favorites");
  const [bell, other] = [new Bell(page), new Bell(elsewhere)];
  await ask(page.request, "a windmill by a canal");
  await bell.expectUnread(1);
  await other.expectUnread(1);
  const told = async (who: Person) => (await office.mailsTo(who.email)).map(({ text }) => text).join();
  await expect.poll(() => told(willing), { timeout: 90_000 }).toContain("a windmill by a canal");
  expect(await told(willing)).toContain("/notifications");
  // Theirs came first, and was due before.
  expect((await office.mailsTo(unwilling.email)).map(({ subject }) => subject)).not.toContain("Your picture is ready.");

  const glance = await bell.open();
  await expectSound(page, "a glance at the news");
  await glance.getByRole("link", { name: /^Your picture is ready: a windmill by a canal/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "a windmill by a canal" })).toBeVisible();
  await bell.expectUnread(0);
  await other.expectUnread(0);
});

test("what one watches is no news; a limit that comes near is; all of it is listed, and read without script", async ({
  page,
  browser,
}) => {
  const person = await member(page, office, []);
  const house = await AccountPages.fresh(browser);
  await limitTo(house.page, person, 5);
  const studio = new StudioPage(page);
  await studio.open();
  await studio.chooseSmall();
  await studio.describe("a cabin under stars");
  await expect(studio.results(studio.card("a cabin under stars"))).toBeVisible({ timeout: 90_000 });
  const listed = async (): Promise<{ name: string; read: boolean }[]> => {
    const { data } = await (await page.request.get("/api/notifications")).json();
    return data;
  };
  await expect.poll(listed).toEqual([expect.objectContaining({ name: "generation.succeeded", read: true })]);

  await page.goto("/library");
  await ask(page.request, "three pears", 3);
  const bell = new Bell(page);
  await bell.expectUnread(2);
  await (await bell.open()).getByRole("link", { name: /^You have asked for 4 of 5 pictures/ }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await bell.expectUnread(1);

  const plain = await AccountPages.fresh(browser, { javaScriptEnabled: false });
  await plain.signIn(person, "/favorites");
  await ask(page.request, "a red boat");
  await bell.expectUnread(2);
  await plain.page.reload();
  await plain.page.getByRole("link", { name: "News, 2 unread" }).click();
  const news = plain.page.getByRole("main").getByRole("listitem");
  await expect(news).toHaveText([/a red boat/, /three pears/, /4 of 5 pictures/, /a cabin under stars/]);
  await plain.page.getByRole("button", { name: "Mark as read: Your picture is ready: three pears" }).click();
  await expect(plain.page.getByRole("link", { name: "News, 1 unread" })).toBeVisible();
  await news.filter({ hasText: "a red boat" }).getByRole("link").click();
  await expect(plain.page.getByRole("heading", { level: 1, name: "a red boat" })).toBeVisible();
  await expect(plain.page.getByRole("link", { name: "News", exact: true })).toBeVisible();
  await bell.expectUnread(0);

  await page.goto("/notifications");
  await expectSound(page, "the news");
  await expect(page.getByRole("button", { name: "Mark all as read" })).toHaveCount(0);
});
