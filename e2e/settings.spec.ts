import { expect, test } from "@playwright/test";
import { AccountPages, newPerson } from "./pages/account-pages";
import { PostOffice } from "./pages/post-office";

test.describe.configure({ timeout: 180_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

test("a token is shown once, works, and stops", async ({ page, playwright, baseURL }) => {
  const person = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(person);
  await doors.signIn(person, "/settings/tokens");
  await expect(page.getByLabel("Run the site")).toHaveCount(0);
  await doors.button("Make a token").click();
  await expect(doors.name).toHaveAttribute("aria-invalid", "true");
  await doors.name.fill("Kitchen frame");
  await doors.button("Make a token").click();
  const token = (await page.locator("output").textContent()) ?? "";
  expect(token).toMatch(/^atl_/);
  const program = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { Authorization: `Bearer ${token}` },
  });
  expect((await (await program.get("/api/user")).json()).email).toBe(person.email);

  await page.reload();
  await expect(page.getByText("Kitchen frame")).toBeVisible();
  expect(await page.content()).not.toContain(token);
  await doors.button("Revoke Kitchen frame").click();
  await expect(page.getByText("There are none yet.")).toBeVisible();
  expect((await program.get("/api/user")).status()).toBe(401);
});

test("the look follows the user, from the first byte", async ({ browser, page }) => {
  const person = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(person);
  await doors.signIn(person, "/settings");
  const form = page.getByRole("form", { name: "Appearance" });
  await form.getByLabel("Dark").check();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Saved.")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  const elsewhere = await AccountPages.fresh(browser);
  await elsewhere.signIn(person);
  expect(await (await elsewhere.page.request.get("/")).text()).toMatch(/<html[^>]+data-theme="dark"/);
});

test("name and handle: one that is taken is told at its field", async ({ page }) => {
  const [one, other] = [newPerson("Ada Brush"), newPerson("Ada Brush")];
  const doors = new AccountPages(page);
  await doors.signUp(one);
  await doors.signUp(other);
  await doors.signIn(one, "/settings");
  const handle = page.getByLabel("Handle");
  const taken = await handle.inputValue();
  await doors.signOut(one);
  await doors.signIn(other, "/settings");
  await handle.fill(taken);
  await page.getByRole("form", { name: "Profile" }).getByRole("button", { name: "Save" }).click();
  await expect(handle).toHaveAccessibleDescription(/Someone else has this one\./);
  await expect(handle).toHaveValue(taken);
});

test("a new address counts when both have agreed", async ({ page }) => {
  const person = newPerson();
  const moved = { ...person, email: newPerson().email };
  const doors = new AccountPages(page);
  await doors.signUp(person);
  await page.goto(await office.link(person.email, "/verify"));
  await doors.button("Confirm").click();
  await expect(doors.heading("Your address is confirmed")).toBeVisible();
  await doors.signIn(person, "/settings");
  const form = page.getByRole("form", { name: "E-mail address" });
  await form.getByLabel("New e-mail address").fill(moved.email);
  await form.getByLabel("Password", { exact: true }).fill("not the password");
  await form.getByRole("button", { name: "Change the address" }).click();
  await expect(form.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/This is not your password\./);
  await expect(form.getByLabel("New e-mail address")).toHaveValue(moved.email);
  await form.getByLabel("Password", { exact: true }).fill(person.password);
  await form.getByRole("button", { name: "Change the address" }).click();
  await expect(form.getByText("Check the mail of both addresses.")).toBeVisible();

  await page.goto(await office.link(moved.email, "/confirm-email"));
  await doors.button("Agree").click();
  await expect(doors.heading("Half of it is done")).toBeVisible();
  await page.goto(await office.link(person.email, "/confirm-email"));
  await doors.button("Agree").click();
  await expect(doors.heading("Your address has changed")).toBeVisible();
  await page.goto("/settings");
  await expect(page.getByText(moved.email)).toBeVisible();
  await doors.signOut(person);
  await doors.signIn(moved);
});

test("a new password signs out the other devices, not this one", async ({ browser, page }) => {
  const person = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(person);
  await doors.signIn(person, "/settings");
  const elsewhere = await AccountPages.fresh(browser);
  await elsewhere.signIn(person, "/settings");
  const form = page.getByRole("form", { name: "Password" });
  await form.getByLabel("Current password", { exact: true }).fill(person.password);
  await form.getByLabel("New password", { exact: true }).fill("another vellum, another gouache");
  await form.getByRole("button", { name: "Change the password" }).click();
  await expect(form.getByText("Your password is changed.")).toBeVisible();
  await expect(form.getByLabel("New password", { exact: true })).toHaveValue("");
  await elsewhere.page.reload();
  await expect(elsewhere.page).toHaveURL(/\/sign-in\?next=%2Fsettings$/);
  await page.reload();
  await expect(doors.heading("Settings")).toBeVisible();
});

test("one's data in a file; deleted, and brought back by signing in", async ({ page }) => {
  const person = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(person);
  await doors.signIn(person, "/settings/data");
  await doors.button("Make the file").click();
  await expect(page.getByText("Ready", { exact: true })).toBeVisible({ timeout: 60_000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("atelier.zip");

  await doors.password.fill("not the password");
  await doors.button("Delete my account").click();
  await expect(doors.password).toHaveAccessibleDescription(/This is not your password\./);
  await doors.password.fill(person.password);
  await doors.button("Delete my account").click();
  await expect(page.getByText("Sign in before then to keep it.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in", exact: true })).toBeVisible();
  await doors.signIn(person, "/settings");
  await expect(doors.heading("Settings")).toBeVisible();
});
