import { type APIRequestContext, expect } from "@playwright/test";
import { OpenAiStandIn } from "./fakes/openai/server";
import { test, untilIdle } from "./pages/administered";
import { member, upload } from "./pages/member";
import { QueuePage } from "./pages/queue-page";
import { findAction, sendAction } from "./pages/server-actions";
import { expectSound } from "./pages/sound";

test.describe.configure({ timeout: 120_000 });

const key = "sk-test-0123456789abcdef";
const sameSite = { "Sec-Fetch-Site": "same-origin" };

let painters: OpenAiStandIn;
let mira: APIRequestContext;
let guest: APIRequestContext;

/** A server that paints when the test lets it, a member who asks it, and a guest who restyles here. */
test.beforeAll(async ({ browser, playwright, house }) => {
  test.setTimeout(240_000);
  painters = await OpenAiStandIn.start({ key, stepMs: 20 });
  const admin = await playwright.request.newContext({ baseURL: house.url, storageState: house.owner });
  const added = await sendAction(admin, house.url, findAction("createBackendAction"), "/admin/backends", {
    ...{ kind: "openai", name: "Painters", enabled: "on", concurrency: 1 },
    ...{ "config.address": painters.address, "config.secret": key },
  });
  expect(await added.text()).toContain('"health":{"ok":true');
  // Its styles are shown on the sample picture first.
  await untilIdle(admin);
  await admin.dispose();
  const context = await browser.newContext({ baseURL: house.url });
  await member(await context.newPage(), house.office, []);
  const storageState = await context.storageState();
  await context.close();
  mira = await playwright.request.newContext({ baseURL: house.url, storageState });
  guest = await playwright.request.newContext({ baseURL: house.url });
  await upload(guest, "harbour", false);
});

test.afterEach(async () => {
  painters.heal();
  painters.release();
});

test.afterAll(() => painters.die());

/** Asks the painters for a picture; answers what tells how it goes. */
async function ask(prompt: string): Promise<() => Promise<string>> {
  const data = { prompt, model: "DALLE", resolution: "256x256" };
  const answer = await mira.post("/api/image/generate", { headers: sameSite, data });
  expect(answer.status(), await answer.text()).toBe(202);
  const { generationId } = (await answer.json()).data;
  return async () => (await (await mira.get(`/api/generations/${generationId}`)).json()).data.status;
}

test("what somebody asks for appears, is made and goes, while one looks", async ({ page }) => {
  const queue = new QueuePage(page);
  await queue.open();
  await expect(page.getByText("Nothing runs.")).toBeVisible();
  await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  painters.hold();
  const status = await ask("a lighthouse nobody reads of");
  const job = queue.jobs.first();
  await expect(job).toContainText("Mira Lund");
  await expect(job).toContainText("Painters");
  await expect(job.getByRole("progressbar")).toBeVisible();
  await expect(queue.part("Painters")).toContainText("1 running");
  await expect(page.getByText("lighthouse")).toHaveCount(0);
  await expectSound(page);
  painters.release();
  await expect(page.getByText("Nothing runs.")).toBeVisible();
  await expect(queue.part("Painters")).toContainText("0 running");
  expect(await status()).toBe("succeeded");
  await expect(page.locator("body[data-same-page]")).toHaveCount(1);
});

test("a part is paused: what is asked for waits, is stopped and put back, alone and all at once", async ({ page }) => {
  const queue = new QueuePage(page);
  await queue.open("?tab=waiting");
  await queue.button("Pause Painters").click();
  await expect(queue.part("Painters")).toContainText("Paused");
  const statuses = [await ask("one"), await ask("two"), await ask("three")];
  await expect(queue.jobs).toHaveCount(3);
  await expect(queue.part("Painters")).toContainText("3 waiting");
  await expectSound(page);

  const first = await queue.numberOf(queue.jobs.first());
  await queue.button(`Stop no. ${first}`).click();
  await expect(queue.jobs).toHaveCount(2);
  await queue.show("Stopped here");
  await queue.filter({ part: "Painters" });
  await expect(queue.jobs).toHaveCount(1);
  await queue.button(`Put no. ${first} back in line`).click();
  await expect(queue.jobs).toHaveCount(0);

  await queue.show("Waiting");
  await expect(queue.jobs).toHaveCount(3);
  await queue.button("Stop all that are shown").click();
  await expect(page.getByText("Nothing waits.")).toBeVisible();
  expect(await Promise.all(statuses.map((status) => status()))).toEqual(["cancelled", "cancelled", "cancelled"]);
  await queue.show("Stopped here");
  await expect(queue.jobs).toHaveCount(3);
  await queue.button("Put all that are shown back").click();
  await expect(queue.jobs).toHaveCount(0);

  await queue.button("Resume Painters").click();
  await expect(queue.part("Painters")).not.toContainText("Paused");
  for (const status of statuses) await expect.poll(status).toBe("succeeded");
  await queue.open("?tab=waiting");
  await expect(page.getByText("Nothing waits.")).toBeVisible();
});

test("what failed says why, and is tried again or taken off the list, alone and all at once", async ({ page }) => {
  painters.fail(/images/, "moderation");
  const statuses: (() => Promise<string>)[] = [];
  for (const prompt of ["red", "green", "blue", "grey"]) statuses.push(await ask(prompt));
  for (const status of statuses) await expect.poll(status).toBe("failed");
  const queue = new QueuePage(page);
  await queue.open("?tab=failed");
  await expect(queue.jobs).toHaveCount(4);
  await expect(queue.jobs.first()).toContainText("Its maker reads: This was refused by what makes the pictures.");
  await expect(queue.jobs.first()).toContainText("rejected by the safety system");
  await expectSound(page);

  painters.heal();
  await queue.button(`Take no. ${await queue.numberOf(queue.jobs.last())} off the list`).click();
  await expect(queue.jobs).toHaveCount(3);
  await queue.button(`Try no. ${await queue.numberOf(queue.jobs.last())} again`).click();
  await expect(queue.jobs).toHaveCount(2);
  const states = async () => (await Promise.all(statuses.map((status) => status()))).sort();
  await expect.poll(states).toEqual(["failed", "failed", "failed", "succeeded"]);
  await queue.button("Try all that are shown again").click();
  await expect(page.getByText("Nothing failed.")).toBeVisible();
  await expect.poll(states).toEqual(["failed", "succeeded", "succeeded", "succeeded"]);
});

test("all pictures wait; one looks at those of a backend, and at those of a person", async ({ page }) => {
  const queue = new QueuePage(page);
  await queue.open("?tab=waiting");
  await queue.button("Pause all pictures").click();
  await expect(page.getByText("No picture is begun.")).toBeVisible();
  await ask("a quiet harbour");
  const [mine] = await (await guest.get("/api/images?limit=1")).json();
  const restyled = await guest.post("/api/images/style-change", {
    headers: { ...sameSite, Origin: new URL(page.url()).origin },
    data: { image_id: mine.image_id, style_id: null },
  });
  expect(restyled.status(), await restyled.text()).toBe(200);
  await expect(queue.jobs).toHaveCount(2);

  await queue.filter({ part: "Built in" });
  await expect(queue.jobs).toHaveCount(1);
  await expect(queue.jobs).toContainText(/Guest \d+/);
  await queue.filter({ person: "Mira Lund" });
  await expect(queue.jobs).toHaveCount(1);
  await expect(queue.jobs).toContainText("Painters");
  await queue.filter({ part: "Built in", person: "Mira Lund" });
  await expect(page.getByText("Nothing waits.")).toBeVisible();

  await queue.button("Let pictures go on").click();
  await expect(page.getByText("No picture is begun.")).toHaveCount(0);
  await queue.filter({});
  await expect(page.getByText("Nothing waits.")).toBeVisible();
});
