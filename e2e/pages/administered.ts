import { type APIRequestContext, type BrowserContext, test as base, expect } from "@playwright/test";
import { AccountPages } from "./account-pages";
import { OwnHouse } from "./own-house";
import { PostOffice } from "./post-office";
import { findAction, sendAction } from "./server-actions";

export interface Administered {
  url: string;
  /** The cookies of the administrator's browser. */
  owner: Awaited<ReturnType<BrowserContext["storageState"]>>;
  office: PostOffice;
}

/**
 * Tests in a house of their own, whose administrator `page` and `request` are: what is paused, stopped and set there
 * disturbs nobody. Files that run one after another share it, since each house takes seconds to open; so each leaves its
 * queue empty and running.
 */
export const test = base.extend<object, { house: Administered }>({
  house: [
    async ({ browser, playwright }, use) => {
      const house = await OwnHouse.open({ SETUP_CODE: "E2E-SETUP-CODE" });
      const { url } = house;
      const office = await PostOffice.open(playwright.request, url);
      const context = await browser.newContext({ locale: "en-GB", baseURL: url });
      await new AccountPages(await context.newPage()).signIn(PostOffice.administrator);
      await emptyQueue(context.request, url);
      const owner = await context.storageState();
      await context.close();
      await use({ url, owner, office });
      await house.close();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: ({ house }, use) => use(house.url),
  // Not by way of `storageState`, which every other browser and client of a test would inherit.
  context: async ({ browser, house }, use) => {
    const context = await browser.newContext({ storageState: house.owner });
    await use(context);
    await context.close();
  },
  request: async ({ playwright, house }, use) => {
    const request = await playwright.request.newContext({ storageState: house.owner });
    await use(request);
    await request.dispose();
  },
});

/** Stops the painting of samples and previews, so that nothing waits but what a test asks for. */
async function emptyQueue(api: APIRequestContext, url: string): Promise<void> {
  const pause = (paused: boolean) =>
    sendAction(api, url, findAction("pausePoolAction"), "/admin/queue", { pool: "pixels", paused: String(paused) });
  expect((await pause(true)).status()).toBe(200);
  await expect(async () => {
    const page = await (await api.get("/admin/queue?tab=waiting&pool=pixels")).text();
    const id = [...page.matchAll(/name="id" value="(\d+)"/g)].map((found) => found[1] ?? "");
    if (id.length === 0) return;
    await sendAction(api, url, findAction("cancelJobsAction"), "/admin/queue", { id });
    throw new Error("There may be more.");
  }).toPass();
  expect((await pause(false)).status()).toBe(200);
  await untilIdle(api);
}

/** Waits until nothing is left to do. @param api an administrator's */
export async function untilIdle(api: APIRequestContext): Promise<void> {
  const left = async () => {
    const { queue } = await (await api.get("/api/admin/stats")).json();
    return queue.depth + queue.running;
  };
  await expect.poll(left, { timeout: 60_000 }).toBe(0);
}
