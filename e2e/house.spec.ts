import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";
import { StandIn } from "./fakes/stand-in";
import { AccountPages, newPerson } from "./pages/account-pages";
import { OwnHouse } from "./pages/own-house";

test.describe.configure({ timeout: 180_000, mode: "serial" });

const owner = newPerson("Ida Holm");
const rooms = ["/admin/welcome", "/admin/settings", "/admin/audit", "/admin/invitations"];
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let house: OwnHouse;
let comfyui: StandIn;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  comfyui = await StandIn.start("comfyui");
  house = await OwnHouse.open();
});

test.afterAll(async () => {
  comfyui?.close();
  await house?.close();
});

/** Someone in a browser of their own, at this house. */
async function someone(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", baseURL: house.url, ...options });
  return context.newPage();
}

async function ownerAt(browser: Browser, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await someone(browser, options);
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await new AccountPages(page).fillSignIn(owner);
  await page.locator("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === path);
  return page;
}

function step(page: Page, name: string) {
  return page.getByRole("heading", { level: 2, name, exact: true });
}

test("from an empty installation to a named, closed gallery with a server of its own", async ({ browser }) => {
  const page = await someone(browser);
  await page.goto("/sign-up");
  const doors = new AccountPages(page);
  await doors.name.fill(owner.name);
  await doors.fillSignIn(owner);
  await doors.button("Sign up").click();

  await expect(step(page, "What is it called?")).toBeVisible();
  await page.getByLabel("Name of the gallery").fill("");
  await doors.button("Save and go on").click();
  await expect(page.getByLabel("Name of the gallery")).toHaveAccessibleDescription(/Please give a name\./);
  await page.getByLabel("Name of the gallery").fill("The Blue Door");
  await doors.button("Save and go on").click();

  await expect(step(page, "Where do people reach it?")).toBeVisible();
  await expect(page.getByRole("link", { name: "The Blue Door" })).toBeVisible();
  await page.getByRole("link", { name: "Skip this step" }).click();

  await expect(step(page, "How does mail leave?")).toBeVisible();
  await expect(page.getByLabel("Mail server", { exact: true })).toBeHidden();
  await page.getByLabel("Through a mail server (SMTP)").check();
  await page.getByLabel("Mail server", { exact: true }).fill("127.0.0.1");
  await page.getByLabel("Port").fill("9");
  await doors.button("Save").click();
  await expect(page.getByText("Saved. Send yourself a test mail")).toBeVisible();
  await doors.button("Send me a test mail").click();
  await expect(page.getByText(/It was not taken: The mail server said/)).toBeVisible();
  await page.getByLabel("Not at all for now").check();
  await doors.button("Save").click();
  await expect(async () => {
    await doors.button("Send me a test mail").click();
    await expect(page.getByText("No mail service is set up")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("link", { name: "Go on" }).click();

  await expect(step(page, "Who may come in?")).toBeVisible();
  await page.getByLabel("People with an invitation").check();
  await page.getByLabel("Only people who are signed in").check();
  await doors.button("Save and go on").click();

  await expect(step(page, "What makes the pictures?")).toBeVisible();
  await page.locator("summary").filter({ hasText: "ComfyUI" }).click();
  const add = page.locator("details[open]");
  await add.getByLabel("Name", { exact: true }).fill("Garage");
  await add.getByLabel("Address").fill(comfyui.address);
  await add.getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "Test the connection to Garage" }).click();
  await expect(page.getByText("Models of Garage")).toBeVisible();
  await page.getByRole("link", { name: "Go on" }).click();

  await expect(step(page, "Who is behind it?")).toBeVisible();
  await page.getByLabel("Imprint").fill("# Mira Lund\nHarbour 1\n\n[Write](mailto:mira@example.org) <b>now</b>");
  await doors.button("Save and go on").click();
  await expect(step(page, "It is ready")).toBeVisible();
  await doors.button("Open the gallery").click();
  await expect(page).toHaveTitle(/^The Blue Door\. /);
  await expect(page.getByRole("link", { name: "Set it up" })).toHaveCount(0);

  const visitor = await someone(browser);
  expect((await visitor.goto("/feed.atom"))?.status()).toBe(404);
  await visitor.goto("/sign-up");
  await expect(visitor.getByRole("heading", { level: 1, name: "By invitation" })).toBeVisible();
  await expect(visitor).toHaveTitle(/ · The Blue Door$/);
  await visitor.getByRole("link", { name: "Imprint" }).click();
  await expect(visitor.getByRole("heading", { level: 2, name: "Mira Lund" })).toBeVisible();
  await expect(visitor.getByText("<b>now</b>")).toBeVisible();
  expect((await visitor.goto("/privacy"))?.status()).toBe(404);
});

test("a setting is changed, holds at once, is in the log, and goes back to its default", async ({ browser }) => {
  const page = await ownerAt(browser, "/admin/settings");
  const row = page.locator("#guest_use");
  await row.getByText("What visitors may use").first().click();
  await row.getByLabel("Nothing").check();
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByText("Set here")).toBeVisible();
  const visitor = await someone(browser);
  const upload = () =>
    visitor.request.post("/api/images/upload", {
      headers: { "Sec-Fetch-Site": "same-origin" },
      multipart: { image: { name: "a.png", mimeType: "image/png", buffer: Buffer.from("x") } },
    });
  await expect.poll(async () => (await (await upload()).json()).code).toBe("guests_off");

  const days = page.locator("#trash_days");
  await days.getByText("Pictures in the trash stay").first().click();
  await days.getByRole("spinbutton").fill("0");
  await days.getByRole("button", { name: "Save" }).click();
  await expect(days.getByRole("spinbutton")).toHaveAccessibleDescription(
    /days.*whole number from 1 to 3,650.*1 to 3,650 days/,
  );

  await row.getByRole("button", { name: /^Back to default/ }).click();
  await expect(row.getByText("Set here")).toHaveCount(0);
  await expect.poll(async () => (await (await upload()).json()).code).not.toBe("guests_off");

  await page.goto("/admin/audit?subject=setting:guest_use");
  await expect(page.getByRole("listitem").filter({ hasText: "Setting: back to default" })).toContainText("off");
  await page.getByLabel("What", { exact: true }).selectOption("setting.change");
  await page.getByRole("button", { name: "Show" }).click();
  const change = page.getByRole("listitem").filter({ hasText: "Setting: change" });
  await expect(change.locator("del").first()).toHaveText("builtin");
  await expect(change.locator("ins").first()).toHaveText("off");
  await expect(change.getByRole("link", { name: owner.name })).toBeVisible();
});

test("an invitation lets one in, once; whoever came in finds none of the house's rooms", async ({ browser }) => {
  const page = await ownerAt(browser, "/admin/invitations");
  const person = newPerson("Ada Brush");
  await page.getByLabel("What it is for").fill("Reading circle");
  await page.getByLabel("Send it to").fill(person.email);
  await page.getByRole("button", { name: "Make the invitation" }).click();
  const link = (await page.locator("output").textContent()) ?? "";
  expect(link).toContain(`${house.url}/sign-up?invitation=`);
  const mails = async () => (await page.request.get("/api/admin/mail")).text();
  await expect.poll(mails).toContain("You may open an account at The Blue Door");

  const invited = await someone(browser);
  const doors = new AccountPages(invited);
  await invited.goto(link);
  await doors.name.fill(person.name);
  await doors.fillSignIn(person);
  await doors.button("Sign up").click();
  await doors.heading("Check your mail").waitFor();
  await doors.signIn(person, "/settings");
  for (const path of rooms) expect((await invited.goto(path))?.status(), path).toBe(404);

  const late = await someone(browser);
  await late.goto(link);
  await expect(late.getByText("This invitation no longer holds")).toBeVisible();
  for (const path of rooms) expect((await late.goto(path))?.status(), path).toBe(404);
  await page.reload();
  await expect(page.getByRole("listitem").filter({ hasText: "Reading circle" })).toContainText("1 of 1 used");
});

test("each of the first steps can be skipped, and what it asks is changed later among the settings", async ({
  browser,
}) => {
  const page = await ownerAt(browser, "/admin/audit");
  const noted = () => page.getByRole("main").getByRole("listitem").count();
  const before = await noted();
  await page.goto("/admin/settings");
  await page.getByRole("link", { name: "Go through the first steps" }).click();
  const asked: string[] = [];
  for (const name of ["What is it called?", "Where do people reach it?", "How does mail leave?", "Who may come in?"]) {
    await expect(step(page, name)).toBeVisible();
    const fields = page.getByRole("form", { name }).locator(".entry > legend, .entry > label");
    asked.push(...(await fields.allTextContents()));
    await page.getByRole("link", { name: /^(Skip this step|Go on)$/ }).click();
  }
  await page.getByRole("link", { name: "Go on" }).click();
  await page.getByRole("link", { name: "Skip this step" }).click();
  await expect(step(page, "It is ready")).toBeVisible();
  await page.goto("/admin/settings");
  expect(asked.length).toBeGreaterThan(4);
  for (const words of [...asked, "Imprint", "Privacy"]) {
    await expect(page.locator(".setting-name").getByText(words, { exact: true }), words).toBeVisible();
  }
  await page.goto("/admin/audit");
  expect(await noted()).toBe(before);
});

test("without script, on a phone: a step is saved, and a setting", async ({ browser }) => {
  const page = await ownerAt(browser, "/admin/welcome", { ...phone, javaScriptEnabled: false });
  await page.getByLabel("Name of the gallery").fill("The Green Door");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(step(page, "Where do people reach it?")).toBeVisible();
  await page.getByLabel("Public address").fill("not an address");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByLabel("Public address")).toHaveValue("not an address");
  await page.goto("/admin/settings");
  const row = page.locator("#new_image_hours");
  await row.locator("summary").click();
  await row.getByRole("spinbutton").fill("48");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#new_image_hours summary")).toContainText("48");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the rooms fit 360 pixels and axe finds nothing, ${colorScheme}`, async ({ browser }) => {
    const page = await ownerAt(browser, "/admin/settings", { ...phone, colorScheme });
    const steps = ["address", "mail", "people", "backend", "legal", "done"].map((one) => `/admin/welcome?step=${one}`);
    for (const path of [...rooms, ...steps, "/imprint"]) {
      await page.goto(path);
      await page.locator("main details").evaluateAll((all) => {
        for (const one of all) one.setAttribute("open", "");
      });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(360);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations, path).toEqual([]);
    }
  });
}
