import { expect, test } from "@playwright/test";
import { AccountPages, newPerson } from "./pages/account-pages";
import { PostOffice } from "./pages/post-office";
import { StudioPage } from "./pages/studio-page";

test.describe.configure({ timeout: 180_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

test("sign up, confirm by mail, sign in", async ({ page }) => {
  const person = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(person);
  await expect(page.getByText(person.email)).toBeVisible();
  const link = await office.link(person.email, "/verify");

  // A program that looks into mails opens the link too.
  await page.request.get(link);
  const answer = await page.goto(link);
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  await doors.button("Confirm").click();
  await expect(doors.heading("Your address is confirmed")).toBeVisible();
  expect(page.url()).not.toContain("token");

  await page.goto(link);
  await doors.button("Confirm").click();
  await expect(doors.alert).toContainText("This link no longer works");

  await doors.signIn(person, "/create");
  await expect(page).toHaveURL(/\/create$/);
  await page.goto("/settings");
  await expect(page.getByText("Please confirm")).toHaveCount(0);
});

test("the mail is sent once more, and the newer link counts", async ({ page }) => {
  const person = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(person);
  const first = await office.link(person.email, "/verify");
  await doors.button("Send it again").click();
  await expect(page.getByText("It is on its way.")).toBeVisible();
  await expect.poll(() => office.links(person.email, "/verify")).toHaveLength(2);
  await page.goto(first);
  await doors.button("Confirm").click();
  await expect(doors.alert).toContainText("This link no longer works");
  await page.goto(await office.link(person.email, "/verify"));
  await doors.button("Confirm").click();
  await expect(doors.heading("Your address is confirmed")).toBeVisible();
});

test("signing up tells nobody whether an address is taken; its owner is told", async ({ page }) => {
  const owner = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(owner);
  await office.link(owner.email, "/verify");
  await doors.signUp({ ...newPerson("Someone Else"), email: owner.email });
  await expect(page.getByText(owner.email)).toBeVisible();
  await office.link(owner.email, "/sign-in");
});

test("a forgotten password", async ({ page }) => {
  const person = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(person);
  for (const email of [newPerson().email, person.email]) {
    await page.goto("/forgot-password");
    await doors.email.fill(email);
    await doors.button("Send the link").click();
    await expect(page.getByText("If there is an account with this address")).toBeVisible();
  }
  await page.goto(await office.link(person.email, "/reset-password"));
  const field = page.getByLabel("New password", { exact: true });
  await field.fill("short");
  await doors.button("Set the password").click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toBeFocused();
  const renewed = { ...person, password: newPerson().password };
  await field.fill(renewed.password);
  await doors.button("Set the password").click();
  await expect(page.getByText("Your new password is set")).toBeVisible();

  await doors.fillSignIn(person);
  await doors.button("Sign in").click();
  await expect(doors.alert).toContainText("do not match");
  await doors.signIn(renewed);
});

test("what is wrong stands at its field, and what was typed stays", async ({ page }) => {
  const doors = new AccountPages(page);
  await page.goto("/sign-up");
  await doors.name.fill("Mira Lund");
  await doors.email.fill("mira at home");
  await doors.password.fill("12345");
  await expect(page.getByText("3 more characters")).toBeVisible();
  await doors.button("Sign up").click();
  await expect(doors.email).toBeFocused();
  await expect(doors.email).toHaveAttribute("aria-invalid", "true");
  await expect(doors.email).toHaveAccessibleDescription(/name@example\.org/);
  await expect(doors.password).toHaveAccessibleDescription(/At least 8 characters\./);
  await expect(doors.name).toHaveValue("Mira Lund");
  await expect(doors.name).not.toHaveAttribute("aria-invalid");
  await expect(doors.email).toHaveValue("mira at home");
  await doors.password.fill("long enough now");
  await page.getByRole("button", { name: "Show: Password" }).click();
  await expect(doors.password).toHaveAttribute("type", "text");

  await page.goto("/sign-in");
  await doors.fillSignIn(newPerson());
  await doors.button("Sign in").click();
  await expect(doors.alert).toContainText("do not match");
  await expect(doors.password).toBeFocused();
});

test("password managers know the fields", async ({ page }) => {
  const doors = new AccountPages(page);
  await page.goto("/sign-in");
  await expect(doors.email).toHaveAttribute("autocomplete", "username");
  await expect(doors.password).toHaveAttribute("autocomplete", "current-password");
  await page.goto("/sign-up");
  await expect(doors.email).toHaveAttribute("autocomplete", "username");
  await expect(doors.password).toHaveAttribute("autocomplete", "new-password");
  await expect(page.getByLabel("Set-up code")).toHaveCount(0);
});

test.describe("without script", () => {
  test("sign up, confirm, sign in, change the name, sign out", async ({ browser }) => {
    const doors = await AccountPages.fresh(browser, { javaScriptEnabled: false });
    const { page } = doors;
    const person = newPerson();
    await page.goto("/sign-up");
    await doors.name.fill(person.name);
    await doors.email.fill("not an address");
    await doors.password.fill("short");
    await doors.button("Sign up").click();
    await expect(doors.name).toHaveValue(person.name);
    await expect(doors.email).toHaveValue("not an address");
    await expect(doors.email).toBeFocused();
    await expect(doors.password).toHaveValue("");
    await expect(doors.password).toHaveAccessibleDescription(/At least 8 characters\./);

    await doors.signUp(person);
    await doors.button("Send it again").click();
    await expect(page.getByText("It is on its way.")).toBeVisible();
    await expect.poll(() => office.links(person.email, "/verify")).toHaveLength(2);
    await page.goto(await office.link(person.email, "/verify"));
    await doors.button("Confirm").click();
    await expect(doors.heading("Your address is confirmed")).toBeVisible();

    await page.goto("/sign-in?next=/settings");
    await doors.fillSignIn({ ...person, password: "not the password" });
    await doors.button("Sign in").click();
    await expect(doors.alert).toContainText("do not match");
    await expect(doors.email).toHaveValue(person.email);
    await doors.password.fill(person.password);
    await doors.button("Sign in").click();
    await expect(page).toHaveURL(/\/settings$/);

    await doors.name.fill("Mira Sand");
    await page.getByRole("form", { name: "Profile" }).getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await doors.signOut({ ...person, name: "Mira Sand" });
    await page.goto("/settings");
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings$/);
  });
});

test("two devices: one ends the other", async ({ browser }) => {
  const person = newPerson();
  const [desk, phone] = [await AccountPages.fresh(browser), await AccountPages.fresh(browser)];
  await desk.signUp(person);
  await desk.signIn(person, "/settings/sessions");
  await phone.signIn(person, "/settings");
  await desk.page.reload();
  const rows = desk.page.getByRole("listitem").filter({ hasText: "Chrome" });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("This device");
  await desk.button("Sign out all others").click();
  await expect(rows).toHaveCount(1);

  // The page that is still open learns it with the next thing that is done on it.
  const form = phone.page.getByRole("form", { name: "Profile" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("You are signed out", { timeout: 5000 });
  await phone.page.reload();
  await expect(phone.page).toHaveURL(/\/sign-in\?next=%2Fsettings$/);
  await desk.page.reload();
  await expect(desk.heading("Settings")).toBeVisible();
});

test("a guest's picture becomes the user's, and can be kept", async ({ page }) => {
  const person = newPerson();
  const studio = new StudioPage(page);
  const doors = new AccountPages(page);
  await doors.signUp(person);
  await studio.open();
  await studio.chooseSmall();
  await studio.describe("a red boat on a lake");
  const card = studio.card("a red boat on a lake");
  await studio.results(card).waitFor({ timeout: 90_000 });
  await card.getByRole("link", { name: "Sign in to keep" }).click();
  await expect(page.getByText("Then you can keep what you made.")).toBeVisible();
  await doors.fillSignIn(person);
  await doors.button("Sign in").click();
  await expect(page).toHaveURL(/\/create$/);
  await card.getByRole("button", { name: "Keep" }).click();
  await expect(card.getByText("Kept", { exact: true })).toBeVisible();
});
