import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import { test, untilIdle } from "./pages/administered";
import { member } from "./pages/member";
import { findAction, sendAction } from "./pages/server-actions";
import { expectSound } from "./pages/sound";

test.describe.configure({ timeout: 120_000 });

const sameSite = { "Sec-Fetch-Site": "same-origin" };

let picture: number;
let email: string;

/** A member who uploads and restyles, and a visitor who reports what they see. */
test.beforeAll(async ({ browser, playwright, house }) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ baseURL: house.url });
  ({ email } = await member(await context.newPage(), house.office, ["pier", "mill"], true));
  const [first] = await (await context.request.get("/api/images?limit=1")).json();
  picture = first.image_id;
  const data = { image_id: picture, style_id: null };
  const restyled = await context.request.post("/api/images/style-change", {
    headers: { ...sameSite, Origin: house.url },
    data,
  });
  expect(restyled.status(), await restyled.text()).toBe(200);
  await context.close();
  const visitor = await playwright.request.newContext({ baseURL: house.url });
  const reported = await visitor.post(`/api/images/${picture}/report`, { headers: sameSite, data: { kind: "spam" } });
  expect(reported.status(), await reported.text()).toBeLessThan(300);
  await visitor.dispose();
  const admin = await playwright.request.newContext({ baseURL: house.url, storageState: house.owner });
  await untilIdle(admin);
  await admin.dispose();
});

interface Counts {
  total: number;
  last_24h: number;
  last_7d: number;
}

test("the figures are those that the API tells", async ({ page, request }) => {
  // Upkeep may count in between; then one looks again.
  await expect(async () => {
    const stats = await readStats(request);
    await page.goto("/admin");
    expect(await readStats(request)).toEqual(stats);
    const images = Object.values<Counts>(stats.images).reduce(add);
    expect(images.total).toBeGreaterThan(2);
    await expectFigure(page, "Pictures", number(images.total), lately(images));
    await expectFigure(page, "Users", number(stats.users.total), lately(stats.users));
    const { succeeded, failed, backends } = stats.generations;
    await expectFigure(page, "Pictures made", number(succeeded.total), lately(succeeded), `Failed: ${lately(failed)}`);
    await expectFigure(page, "Disk in use", size(stats.bytes.total), lately(stats.bytes, size));
    await expectFigure(page, "Waiting", number(stats.queue.depth), `${number(stats.queue.running)} running`);
    for (const { kind, succeeded: made, failed: broken, median_seconds: median } of backends) {
      if (kind !== "builtin") continue;
      const cells = page.getByRole("row").filter({ hasText: "Built in" }).getByRole("cell");
      await expect(cells.nth(2)).toHaveText(number(made.total), { timeout: 1000 });
      await expect(cells.nth(3)).toHaveText(number(broken.total), { timeout: 1000 });
      await expect(cells.nth(0)).toHaveText(median === null ? "–" : /^[\d.]+s$/, { timeout: 1000 });
    }
  }).toPass({ timeout: 60_000 });
});

async function readStats(admin: APIRequestContext) {
  const { counted_at: _countedAt, ...stats } = await (await admin.get("/api/admin/stats")).json();
  return stats;
}

async function expectFigure(page: Page, name: string, value: string, ...notes: string[]): Promise<void> {
  const figure = page.locator(".figures > div").filter({ has: page.getByText(name, { exact: true }) });
  await expect(figure.locator(".figure-value")).toHaveText(value, { timeout: 1000 });
  for (const note of notes) await expect(figure).toContainText(note, { timeout: 1000 });
}

function add(one: Counts, other: Counts): Counts {
  return {
    total: one.total + other.total,
    last_24h: one.last_24h + other.last_24h,
    last_7d: one.last_7d + other.last_7d,
  };
}

function number(value: number): string {
  return new Intl.NumberFormat("en").format(value);
}

function size(bytes: number): string {
  const [unit, value] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  const maximumFractionDigits = Number(value) < 10 ? 1 : 0;
  const options = { style: "unit", unit: String(unit), unitDisplay: "short", maximumFractionDigits } as const;
  return new Intl.NumberFormat("en", options).format(Number(value));
}

function lately({ last_24h: day, last_7d: week }: Counts, write = number): string {
  return `${write(day)} in 24 hours, ${write(week)} in 7 days`;
}

test("what the charts show is told in words, and stands in a table", async ({ page }) => {
  await page.goto("/admin");
  for (const name of ["Pictures", "Work", "New users"]) {
    const chart = page.getByRole("region", { name, exact: true });
    const values = await tableOf(chart);
    const sum = values.flat().reduce((all, one) => all + one, 0);
    expect(sum, name).toBeGreaterThan(0);
    const most = Math.max(...values.map((day) => day.reduce((all, one) => all + one, 0)));
    const words = `${number(sum)} in all, at most ${number(most)} on a day.`;
    await expect(chart.getByRole("img")).toHaveAccessibleName(new RegExp(`^${name} Per day from .+: ${words}$`));
  }
  const disk = page.getByRole("region", { name: "Disk in use", exact: true });
  await disk.getByText("As a table").click();
  const [today] = await disk.getByRole("cell").allTextContents();
  await expect(disk.getByRole("img")).toHaveAccessibleName(new RegExp(`in the end ${today}\\.$`));
  await expectSound(page);
});

/** The numbers of a chart's table, day by day. */
async function tableOf(chart: Locator): Promise<number[][]> {
  await chart.getByText("As a table").click();
  const rows = await chart.locator("tbody tr").all();
  return Promise.all(
    rows.map(async (row) =>
      (await row.getByRole("cell").allTextContents()).map((text) => Number(text.replaceAll(",", ""))),
    ),
  );
}

test("every room leads where it says, and what needs attention to where it is put right", async ({ page, house }) => {
  await page.goto("/admin");
  const rooms = page.getByRole("navigation", { name: "Administration" }).getByRole("link");
  const names = await rooms.allTextContents();
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    await rooms.filter({ hasText: new RegExp(`^${name}$`) }).click();
    await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
    await expect(rooms.and(page.locator("[aria-current=page]"))).toHaveText(name);
  }

  const pause = (paused: boolean) =>
    sendAction(page.request, house.url, findAction("pausePoolAction"), "/admin/queue", {
      pool: "pixels",
      paused: String(paused),
    });
  await pause(true);
  await page.goto("/admin");
  await page.getByRole("link", { name: "Parts of the queue are paused" }).click();
  await expect(page.getByRole("button", { name: "Resume Built in" })).toBeVisible();
  await pause(false);
  await page.goto("/admin");
  await expect(page.getByRole("link", { name: "Parts of the queue are paused" })).toHaveCount(0);
  await page.getByRole("link", { name: "1 report is open" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Reports" })).toBeVisible();
  await page
    .getByRole("button", { name: /^Dismiss the reports/ })
    .first()
    .click();
  await expect(page.getByText("Nothing was reported.")).toBeVisible();
  await page.goto("/admin");
  await expect(page.getByText("Nothing needs attention.")).toBeVisible();
});

test("what was written to people is read in the outbox; the log says who dismissed a report", async ({ page }) => {
  await page.goto("/admin/mail");
  await expect(page.getByText("No mail service is set up. What Atelier writes stays here for 7 days.")).toBeVisible();
  const mail = page.getByRole("listitem").filter({ hasText: email }).filter({ hasText: "Confirm your e-mail address" });
  await expect(mail).toContainText("Kept here");
  await mail.getByText("Read", { exact: true }).click();
  await expect(mail.getByRole("link")).toHaveAttribute("href", /\/verify\?user=\d+&token=/);
  await page.getByRole("button", { name: "Send me a test mail" }).click();
  await expect(page.getByRole("status").filter({ hasText: "No mail service is set up" })).toBeVisible();
  await expectSound(page);

  await page.goto(`/admin/audit?subject=image:${picture}`);
  const entry = page.getByRole("listitem").filter({ hasText: "Picture: shown again" });
  await expect(entry.getByRole("link", { name: "Ida Holm" })).toBeVisible();
  await expectSound(page);
});
