import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { AccountPages, newPerson, type Person } from "./pages/account-pages";
import { PostOffice } from "./pages/post-office";

test.describe.configure({ timeout: 180_000 });

const forVisitors = [
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/verify",
  "/verify?user=1&token=x",
  "/reset-password",
  "/reset-password?user=1&token=x",
  "/confirm-email?user=1&token=x",
];
const forUsers = ["/settings", "/settings/sessions", "/settings/tokens", "/settings/data"];

test.beforeAll(async ({ playwright }, { project }) => {
  await PostOffice.open(playwright.request, project.use.baseURL);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const doors = new AccountPages(page);
    for (const path of forVisitors) await expectNoViolations(page, path);
    await page.goto("/sign-up");
    await doors.button("Sign up").click();
    await expect(doors.name).toHaveAttribute("aria-invalid", "true");
    expect((await new AxeBuilder({ page }).analyze()).violations, "faults").toEqual([]);
    await doors.signIn(PostOffice.administrator);
    for (const path of [...forUsers, "/admin/mail"]) await expectNoViolations(page, path);
    await doors.menu(PostOffice.administrator).click();
    expect((await new AxeBuilder({ page }).analyze()).violations, "menu").toEqual([]);
  });
}

async function expectNoViolations(page: AccountPages["page"], path: string): Promise<void> {
  await page.goto(path);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations, path).toEqual([]);
}

test("by keyboard alone: sign in, open the menu, sign out", async ({ page }) => {
  const person = await signedUp(page);
  await page.goto("/sign-in");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  const name = new AccountPages(page).menu(person);
  await name.focus();
  await page.keyboard.press("Enter");
  const signOut = page.getByRole("button", { name: "Sign out", exact: true });
  await expect(signOut).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(signOut).toBeHidden();
  await expect(name).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(signOut).toBeVisible();
  for (let step = 0; step < 6; step++) await page.keyboard.press("Tab");
  await expect(signOut).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Sign in", exact: true })).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("every page fits 360 pixels, and fingers find their targets", async ({ page }) => {
    for (const path of forVisitors) await expectFits(page, path);
    await new AccountPages(page).signIn(PostOffice.administrator);
    for (const path of [...forUsers, "/admin/mail"]) await expectFits(page, path);
  });
});

async function expectFits(page: AccountPages["page"], path: string): Promise<void> {
  await page.goto(path);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("main button, summary, header button, header a, main input, main select")]
      .filter((element) => element.checkVisibility() && !element.closest("label"))
      .map((element) => ({ words: element.textContent, height: element.getBoundingClientRect().height }))
      .filter(({ height }) => height < 40),
  );
  expect(small, path).toEqual([]);
}

test("pages that are for others: sign in, or nothing there", async ({ page }) => {
  for (const path of forUsers) {
    await page.goto(path);
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=${encodeURIComponent(path)}$`));
  }
  expect((await page.goto("/admin/mail"))?.status()).toBe(404);
  const person = await signedUp(page);
  const doors = new AccountPages(page);
  await doors.signIn(person);
  expect((await page.goto("/admin/mail"))?.status()).toBe(404);
  await page.goto("/sign-in?next=/settings");
  await expect(page).toHaveURL(/\/settings$/);
  await doors.signOut(person);
  await doors.signIn(PostOffice.administrator);
  expect((await page.goto("/admin/mail"))?.status()).toBe(200);
  await expect(page.getByText(person.email).first()).toBeVisible();
});

test("signing in never leads to another site", async ({ page, baseURL }) => {
  const person = await signedUp(page);
  for (const next of [
    "//elsewhere.example/x",
    "https://elsewhere.example",
    "/\\elsewhere.example",
    "/.//elsewhere.example",
  ]) {
    const doors = new AccountPages(page);
    await doors.signIn(person, next);
    await expect(page).toHaveURL(`${baseURL}/`);
    await doors.signOut(person);
  }
});

async function signedUp(page: AccountPages["page"]): Promise<Person> {
  const person = newPerson();
  await new AccountPages(page).signUp(person);
  return person;
}
