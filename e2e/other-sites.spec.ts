import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { AccountPages } from "./pages/account-pages";
import { PostOffice } from "./pages/post-office";

let elsewhere: Server;
let origin: string;

test.beforeAll(async ({ playwright }, { project }) => {
  await PostOffice.open(playwright.request, project.use.baseURL);
  elsewhere = createServer((_req, res) => {
    res.setHeader("Content-Type", "text/html");
    res.end("<!doctype html><title>Another site</title>");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  origin = `http://localhost:${(elsewhere.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  elsewhere.close();
});

/** What a page of another site gets: a status, or `refused` by the browser. */
async function fetched(page: Page, url: string, init: RequestInit): Promise<number | "refused"> {
  return page.evaluate(
    ([target, options]) =>
      fetch(target, options).then(
        ({ status }) => status,
        () => "refused" as const,
      ),
    [url, init] as const,
  );
}

async function listSites(page: Page, sites: string): Promise<void> {
  await page.goto("/admin/settings");
  const row = page.locator("#cors_origins");
  await row.locator("summary").click();
  await row.getByRole("textbox").fill(sites);
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByText("Set here")).toBeVisible();
}

test("pages of a listed site use the API with a token, never with a cookie; those of others do not", async ({
  page,
  baseURL,
}) => {
  await new AccountPages(page).signIn(PostOffice.administrator, "/admin/settings");
  const made = await page.request.post("/api/user/tokens", {
    headers: { "Sec-Fetch-Site": "same-origin" },
    data: { name: "A page elsewhere", scopes: ["read", "write"], expires_in_days: 1 },
  });
  const { token } = await made.json();
  const bearer = { headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" } };
  const other = await page.context().newPage();
  await other.goto(origin);
  expect(await fetched(other, `${baseURL}/api/user`, bearer)).toBe("refused");

  await listSites(page, origin);
  await expect.poll(() => fetched(other, `${baseURL}/api/user`, bearer)).toBe(200);
  const preferences = { ...bearer, method: "POST", body: JSON.stringify({ theme_preference: "system" }) };
  expect(await fetched(other, `${baseURL}/api/users/preferences`, preferences)).toBe(200);
  expect(await fetched(other, `${baseURL}/api/image/get/999999999`, bearer)).toBe(404);
  expect(await fetched(other, `${baseURL}/api/user`, { credentials: "include" })).toBe("refused");
  expect(await fetched(other, `${baseURL}/api/images`, {})).toBe("refused");

  await page.goto("/admin/settings");
  await page.locator("#cors_origins summary").click();
  await page
    .locator("#cors_origins")
    .getByRole("button", { name: /^Back to default/ })
    .click();
  await expect.poll(() => fetched(other, `${baseURL}/api/user`, bearer)).toBe("refused");
});
