import { expect, type Page } from "@playwright/test";
import { test, untilIdle } from "./pages/administered";
import { expectSound } from "./pages/sound";

test.describe.configure({ timeout: 180_000 });

function part(page: Page, name: string) {
  return page.getByRole("region", { name, exact: true });
}

test("what is found stands with what to do, and with what is fine", async ({ page }) => {
  await page.goto("/admin/health");
  const found = part(page, "What was found");
  const limits = found.getByRole("listitem").filter({ hasText: "RATE_LIMIT_FACTOR is 0" });
  await expect(limits.getByRole("img", { name: "Look after this" })).toBeVisible();
  await expect(limits).toContainText("Remove it from the settings, unless this is a test.");
  const mail = found.getByRole("listitem").filter({ hasText: "No mail leaves" });
  await expect(mail.getByRole("img", { name: "Note" })).toBeVisible();
  await expect(mail).toContainText("Say under Mail how it leaves");
  await expect(found.getByText("npm run doctor -- --all")).toBeVisible();
  await found.getByText(/^What is fine: \d/).click();
  await expect(found.getByRole("img", { name: "Fine" }).first()).toBeVisible();
  await expectSound(page);
});

test("a leak check is begun by a button, tells how far it is, and ends with its report", async ({ page, request }) => {
  await page.goto("/admin/health");
  const leaks = part(page, "Leak check");
  await leaks.getByRole("button", { name: "Check now" }).click();
  await expect(leaks.getByText(/^Checking: \d+ of \d+ questions$/)).toBeVisible();
  await expect(leaks.getByRole("progressbar", { name: "Leak check" })).toBeVisible();
  await expect(leaks.getByText("Nothing leaks.")).toBeVisible({ timeout: 120_000 });
  await expect(leaks.getByRole("button", { name: "Check now" })).toBeVisible();
  await leaks.getByText(/^The whole report: \d+ questions$/).click();
  const row = leaks.getByRole("row").filter({ hasText: "GET /media/{uuid}/full?v=1" });
  for (const who of ["Nobody", "Guest", "Another user"]) {
    await expect(row.getByRole("img", { name: `${who}: nothing leaks` }).first()).toBeVisible();
  }
  await expect(leaks.getByRole("img", { name: /: (leaks|no answer)$/ })).toHaveCount(0);
  await expectSound(page);
  await untilIdle(request);
});

test("a backup is made by a button, and what it was missed for is fine then", async ({ page, request }) => {
  await page.goto("/admin/health");
  const found = part(page, "What was found");
  await expect(found.getByText(/^There is no backup of the pictures/)).toBeVisible();
  await expect(found.getByText("Make one under Health, or in a terminal: npm run backup")).toBeVisible();
  const backups = part(page, "Backups");
  await backups.getByRole("button", { name: "Back up now" }).click();
  await expect(backups.getByRole("listitem")).toHaveCount(1, { timeout: 60_000 });
  await expect(backups.getByRole("listitem")).toContainText(/Files: \d+/);
  await expect(found.getByText(/^There is no backup of the pictures/)).toHaveCount(0);
  await expect(backups.getByRole("button", { name: "Back up now" })).toBeVisible();
  await expectSound(page);
  await untilIdle(request);

  await page.goto("/admin/audit?subject=backup");
  await expect(page.getByRole("listitem").filter({ hasText: "Backup: asked for" })).toContainText("Ida Holm");
});
