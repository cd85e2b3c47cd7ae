import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { AccountPages, newPerson } from "./pages/account-pages";
import { PostOffice } from "./pages/post-office";

test.describe.configure({ timeout: 120_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

test("an administrator finds somebody, gives a role and limits, lets them in, and deletes and brings back the account", async ({
  page,
  browser,
}) => {
  const person = newPerson("Ilse Fern");
  const visitor = await AccountPages.fresh(browser);
  await visitor.signUp(person);

  await page.setViewportSize({ width: 360, height: 740 });
  const doors = new AccountPages(page);
  await doors.signIn(PostOffice.administrator, "/admin/users");
  const search = page.getByRole("form", { name: "Find users" });
  await search.getByLabel("Search").fill(person.email.slice(0, -4));
  await search.getByLabel("State").selectOption({ label: "Address not confirmed" });
  await search.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "@" })).toHaveCount(1);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("link", { name: person.name }).click();
  await expect(doors.heading(person.name)).toBeVisible();

  await doors.button(`Confirm the address of ${person.name}`).click();
  await expect(page.getByText("Member", { exact: true }).first()).toBeVisible();
  await expect(doors.button(`Confirm the address of ${person.name}`)).toHaveCount(0);
  const role = page.getByRole("form", { name: `Role of ${person.name}` });
  await role.getByLabel("Administrator").check();
  await role.getByRole("button", { name: "Save" }).click();
  await expect(role.getByText("Saved.")).toBeVisible();
  await role.getByLabel("Member").check();
  await role.getByRole("button", { name: "Save" }).click();

  const limits = page.getByRole("form", { name: `Limits of ${person.name}` });
  await limits.getByLabel("Pictures in a day").fill("-3");
  await limits.getByRole("button", { name: "Save" }).click();
  await expect(limits.getByLabel("Pictures in a day")).toHaveAttribute("aria-invalid", "true");
  await limits.getByLabel("Pictures in a day").fill("3");
  await limits.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("0 of 3")).toBeVisible();

  await doors.button(`Show a link to sign in for ${person.name}`).click();
  const link = (await page.locator("output").textContent()) ?? "";
  await visitor.page.goto(link);
  await visitor.button("Sign in").click();
  await visitor.menu(person).waitFor();
  const { quota } = await (await visitor.page.request.get("/api/user")).json();
  expect(quota).toMatchObject({ pictures_per_day: 3, pictures_left: 3 });

  await page.getByText("Delete this account").click();
  await page.getByRole("button", { name: /^Really delete/ }).click();
  await expect(page.getByText(/This account is deleted for good on/)).toBeVisible();
  expect((await visitor.page.request.get("/api/user")).status()).toBe(401);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: /^Keep the account/ }).click();
  await expect(page.getByText(/This account is deleted for good on/)).toHaveCount(0);
  await visitor.signIn(person);
  expect((await visitor.page.request.get("/admin/users")).status()).toBe(404);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(sideways).toBe(false);
  expect((await office.mailsTo(person.email)).map(({ subject }) => subject)).toContain(
    "It was decided to delete your account",
  );
});

test("the studio tells when the pictures of the day are used up, before and after one asks for more", async ({
  browser,
  page,
}) => {
  const person = newPerson("Nils Moor");
  const visitor = await AccountPages.fresh(browser);
  await visitor.signUp(person);
  await visitor.signIn(person, "/create");
  await expect(visitor.page.getByText(/left for today/)).toHaveCount(0);

  const doors = new AccountPages(page);
  await doors.signIn(PostOffice.administrator, `/admin/users?q=${encodeURIComponent(person.email)}`);
  await page.getByRole("link", { name: person.name }).click();
  const limits = page.getByRole("form", { name: `Limits of ${person.name}` });
  await limits.getByLabel("Pictures in a day").fill("1");
  await limits.getByRole("button", { name: "Save" }).click();
  await expect(limits.getByText("Saved.")).toBeVisible();

  const studio = visitor.page;
  await studio.getByRole("textbox", { name: "Describe a picture" }).fill("a quiet moor at dawn");
  await studio.getByRole("button", { name: "Make it" }).click();
  await expect(studio.getByText("Today’s pictures are used up.")).toBeVisible();
  await studio.getByRole("textbox", { name: "Describe a picture" }).fill("another");
  await studio.getByRole("button", { name: "Make it" }).click();
  await expect(studio.getByRole("alert").filter({ hasText: "Today’s pictures are used up." })).toBeVisible();
});
