import { type APIRequestContext, expect, test } from "@playwright/test";
import { handleOf, member, pictures } from "./pages/member";
import { PostOffice } from "./pages/post-office";

test.describe.configure({ timeout: 60_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

test("private means private with the very next request, to the byte", async ({ page, browser }) => {
  await member(page, office, ["shared"], true);
  const address = (await pictures(page).getByRole("link").first().getAttribute("href")) ?? "";
  const uuid = address.split("/").at(-1);
  const stranger = await (await browser.newContext()).newPage();
  const seen = await stranger.goto(address);
  expect(seen?.status()).toBe(200);
  const bytes = `/media/${uuid}/full`;
  expect((await stranger.request.get(bytes)).status()).toBe(200);

  await page.goto(address);
  await page.getByRole("button", { name: "Make private" }).click();
  await page.getByRole("button", { name: "Show to everyone" }).waitFor();
  for (const path of [bytes, `/media/${uuid}/320`, address, `${address}/card`]) {
    expect((await stranger.request.get(path)).status(), path).toBe(404);
  }
  expect((await page.request.get(bytes)).status()).toBe(200);

  await page.getByRole("link", { name: "View as a stranger" }).click();
  await expect(page.getByRole("heading", { name: "Nobody else sees this picture" })).toBeVisible();
  await page.getByRole("link", { name: "Back to your view" }).click();
  await page.getByRole("heading", { level: 1, name: "shared" }).waitFor();
  await expect(async () => {
    if (await page.getByRole("button", { name: "Show to everyone" }).isVisible()) await page.keyboard.press("p");
    await page.getByRole("button", { name: "Make private" }).waitFor({ timeout: 2000 });
  }).toPass();
  expect((await stranger.request.get(bytes)).status()).toBe(200);
});

test("a sensitive picture is veiled until asked for", async ({ page, browser }) => {
  const person = await member(page, office, ["delicate"], true);
  await pictures(page).getByRole("link").first().click();
  await page.getByText("Title and description").click();
  await page.getByRole("checkbox", { name: "Sensitive: veil it until someone asks to see it" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toBeHidden();
  const address = page.url();

  const stranger = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await stranger.goto(`/u/${await handleOf(page.request)}`);
  await expect(stranger.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
  await expect(pictures(stranger).getByRole("link", { name: "Sensitive: open to look" })).toBeVisible();
  await expect(pictures(stranger).locator("img")).toHaveCount(0);
  await stranger.goto(address);
  await expect(stranger.getByText("Its maker marked this picture as sensitive.")).toBeVisible();
  // Nor does it show through the pictures made from it.
  const child = await restyledInPublic(page.request, address.split("/").at(-1) ?? "");
  for (const path of [address, child]) {
    await stranger.goto(path);
    await expect(stranger.getByRole("heading", { name: "How it came to be" })).toBeVisible();
    await expect(stranger.locator(`img[src*="${address.split("/").at(-1)}"]`)).toHaveCount(0);
  }
  await stranger.goto(address);
  await stranger.getByRole("link", { name: "Show it" }).click();
  await expect(stranger.getByRole("img", { name: "delicate" })).toBeVisible();
});

/** Restyles one's own picture, keeps the result and shows it to everyone; answers the address of its page. */
async function restyledInPublic(api: APIRequestContext, uuid: string): Promise<string> {
  const headers = { "Sec-Fetch-Site": "same-origin", Origin: new URL((await api.get("/")).url()).origin };
  const own = (await (await api.get("/api/user/images")).json()).data;
  const { id } = own.find((one: { uuid: string }) => one.uuid === uuid);
  const asked = await api.post("/api/images/style-change", { headers, data: { image_id: id, style_id: null } });
  const { prompt_id, image_uuid } = await asked.json();
  let styled = 0;
  await expect(async () => {
    const answer = await api.get(`/api/images/fetch-styled/${prompt_id}`);
    expect(answer.status()).toBe(200);
    styled = (await answer.json()).styled_image.id;
  }).toPass({ timeout: 30_000 });
  expect((await api.post("/api/images/keep", { headers, data: { image_id: styled } })).status()).toBe(200);
  expect((await api.patch(`/api/images/${styled}`, { headers, data: { is_public: true } })).status()).toBe(200);
  return `/images/${image_uuid}`;
}
