import { expect } from "@playwright/test";
import { StandIn } from "./fakes/stand-in";
import { test } from "./pages/administered";
import { StudioPage } from "./pages/studio-page";

test.describe.configure({ timeout: 120_000, mode: "serial" });

let openai: StandIn;

test.beforeAll(async () => {
  openai = await StandIn.start("openai");
});

test.afterAll(() => {
  openai?.close();
});

test("an administrator adds a server that speaks like OpenAI, and makes a picture with it", async ({ page }) => {
  await page.goto("/admin/backends?add=openai");
  const add = page.getByRole("form", { name: /^Add OpenAI/ });
  await add.getByLabel("Name", { exact: true }).fill("Brushworks");
  await add.getByLabel("Address").fill("http://api.openai.com/v1");
  await add.getByLabel("Key", { exact: true }).fill("sk-wrong-key-0123456789");
  await add.getByRole("button", { name: "Add" }).click();
  await expect(add.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await add.getByLabel("Address").fill(openai.address.replace("/v1", "/"));
  await add.getByRole("button", { name: "Add" }).click();

  const row = page.getByRole("listitem").filter({ hasText: "Brushworks" });
  const look = row.getByRole("button", { name: "Test the connection to Brushworks" });
  await look.click();
  await expect(row.getByRole("status")).toContainText(/key/i);
  await row.getByText("Change", { exact: true }).click();
  const change = page.getByRole("form", { name: "Change Brushworks" });
  await change.getByLabel("Key", { exact: true }).fill(openai.key);
  await change.getByRole("button", { name: "Save" }).click();
  await expect(change.getByText("Saved.")).toBeVisible();
  await look.click();
  await row.getByText("Models of Brushworks").click();
  await expect(row.getByText(/ends on .*2099/)).toBeVisible();
  expect(await page.content()).not.toContain(openai.key);

  await row.getByRole("button", { name: "Make Brushworks the default" }).click();
  await expect(row.getByText("Default", { exact: true })).toBeVisible();
  const studio = new StudioPage(page);
  await studio.open();
  await studio.describe("a red sun over the sea");
  const card = studio.card("a red sun over the sea");
  await expect(studio.results(card)).toHaveCount(1, { timeout: 60_000 });
  await expect(card.getByText("gpt-image-2.6-flare")).toBeVisible();
});

test("the server is taken away by mistake, brought back as it was, and taken away again", async ({ page }) => {
  await page.goto("/admin/backends");
  await page.getByRole("button", { name: "Make Built in the default" }).click();
  const makeDefault = page.getByRole("button", { name: "Make Brushworks the default" });
  const row = page.getByRole("listitem").filter({ has: makeDefault });
  const removed = page.getByRole("region", { name: "Removed" }).getByRole("listitem").filter({ hasText: "Brushworks" });
  await expect(makeDefault).toBeVisible();
  await row.getByText("Remove", { exact: true }).click();
  await expect(row.getByText("It can be brought back for 30 days")).toBeVisible();
  await row.getByRole("button", { name: "Really remove" }).click();
  await expect(row).toHaveCount(0);
  await expect(removed.getByText("Goes for good on")).toBeVisible();

  await removed.getByRole("button", { name: "Bring back Brushworks" }).click();
  await expect(removed).toHaveCount(0);
  await row.getByText("Models of Brushworks").click();
  await expect(row.getByText(/ends on .*2099/)).toBeVisible();
  await row.getByRole("button", { name: "Test the connection to Brushworks" }).click();
  await expect(row.getByRole("status")).not.toContainText(/key/i);
  await row.getByText("Remove", { exact: true }).click();
  await row.getByRole("button", { name: "Really remove" }).click();
  await expect(row).toHaveCount(0);
});
