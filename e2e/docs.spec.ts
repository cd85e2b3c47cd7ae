import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { DocsPage } from "./pages/docs-page";
import { memberTokens } from "./pages/member";
import { PostOffice } from "./pages/post-office";
import { plainPng } from "./pictures/make";

let token: string;

test.beforeAll(async ({ playwright }, { project }) => {
  const { baseURL } = project.use;
  ({ token } = await memberTokens(playwright.request, await PostOffice.open(playwright.request, baseURL), baseURL));
});

const picture = { name: "harbour.png", mimeType: "image/png", buffer: plainPng(60, 40) };

/** What the page asks for from now on; browsers look for a page's icon whenever its address changes. */
function asked(page: Page): { url: URL; headers: Record<string, string> }[] {
  const all: { url: URL; headers: Record<string, string> }[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!url.pathname.startsWith("/icon")) all.push({ url, headers: request.headers() });
  });
  return all;
}

test.describe("to read", () => {
  test("a chapter leads to its routes, an address opens one, words find one", async ({ page }) => {
    const docs = new DocsPage(page);
    await docs.open();
    await docs.chapters.getByRole("link", { name: "Styles", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Styles", exact: true })).toBeInViewport();
    await expect(docs.chapters.getByRole("link", { name: "Styles", exact: true })).toHaveAttribute(
      "aria-current",
      "true",
    );
    await docs.chapters.getByRole("link", { name: "/styles/search" }).click();
    await expect(docs.route("getApiStylesSearch").getByText("Behind the question mark")).toBeInViewport();
    await expect(page).toHaveURL(/#getApiStylesSearch$/);

    await docs.find.fill("post upload");
    await docs.find.press("Enter");
    await expect(docs.route("postApiImagesUpload").getByText("JPEG, PNG or WebP").first()).toBeVisible();
    await expect(docs.route("postApiImagesUpload").locator("summary")).toBeInViewport();
    await docs.find.fill("no such thing");
    await expect(page.getByText("No route has these words.")).toBeVisible();

    await docs.open("deleteApiImagesId");
    await page.reload();
    await expect(docs.route("deleteApiImagesId").getByText("past the trash")).toBeVisible();
    await docs.route("deleteApiImagesId").locator("summary").click();
    await expect(page).toHaveURL(/\/docs$/);
  });

  test("a route says who may ask, what it reads and answers, and how it fails", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const docs = new DocsPage(page);
    await docs.open("postApiImagesStyleChange");
    const route = docs.route("postApiImagesStyleChange");
    await expect(route.getByText("Anyone may ask. A token needs the scope generate.")).toBeVisible();
    const field = (name: string) => route.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });
    await expect(field("image_id")).toHaveText("image_id integer requiredA picture by number: yours, or a public one.");
    await expect(field("strength")).toContainText("number");
    await expect(field("strength")).toContainText("0–1");
    await expect(field("idempotency_mismatch")).toContainText("409");
    await expect(route.getByText(/^\{\s+"message": "Done",\s+"prompt_id"/)).toBeVisible();
    await route.getByRole("button", { name: "Copy", exact: true }).first().click();
    await expect(route.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await docs.curl("postApiImagesStyleChange"));
    await expect(page.getByText("A guest with curl, whose cookies are kept in a jar")).toBeAttached();
    await expect(page.getByText("curl -c jar -b jar")).toBeAttached();
  });

  test("by keyboard alone: to a route, into its form, and to its answer", async ({ page }) => {
    const docs = new DocsPage(page);
    await docs.open();
    await docs.find.focus();
    await page.keyboard.type("health");
    await page.keyboard.press("Enter");
    const opener = docs.route("getApiHealth").getByRole("button", { name: "Try it" });
    await opener.waitFor();
    await page.keyboard.press("Tab");
    await expect(docs.route("getApiHealth").locator("summary")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(opener).toBeFocused();
    await page.keyboard.press("Enter");
    const form = await docs.form("getApiHealth");
    await expect(form.send).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(form.status).toContainText("200");
    await page.keyboard.press("Tab");
    await expect(form.form.getByRole("button", { name: "Copy" })).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(form.body).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(form.form.getByRole("group", { name: "Headers" })).toBeVisible();
  });
});

test.describe("to try", () => {
  test("with a token, which goes to the route that is asked and nowhere else", async ({ page }) => {
    const docs = new DocsPage(page);
    await docs.open();
    await docs.token.fill(token);
    const requests = asked(page);
    const user = await docs.form("getApiUser");
    await expect(user.form.getByText("You ask with the token you gave.")).toBeVisible();
    await user.ask(200);
    await expect(user.body).toContainText('"role": "member"');
    await user.form.getByText("Headers", { exact: true }).click();
    await expect(user.form.getByRole("group", { name: "Headers" })).toContainText("x-request-id: ");

    const generate = await docs.form("postApiImageGenerate");
    await generate.ask(202);
    await expect(generate.body).toContainText('"generationId": "');
    const { pathname } = new URL(page.url());
    const bearers = requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(bearers.map(({ url, headers }) => [url.origin, url.pathname, headers.authorization])).toEqual([
      [new URL(page.url()).origin, "/api/user", `Bearer ${token}`],
      [new URL(page.url()).origin, "/api/image/generate", `Bearer ${token}`],
    ]);
    expect(requests.some(({ url }) => url.href.includes(token) || url.origin !== new URL(page.url()).origin)).toBe(
      false,
    );
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toContain(token);
    await page.goto(pathname);
    await expect(docs.token).toHaveValue("");
  });

  test("as a guest: a file goes up, and the browser is known by its cookie", async ({ page, context }) => {
    const docs = new DocsPage(page);
    await docs.open();
    const upload = await docs.form("postApiImagesUpload");
    await expect(upload.form.getByText("You ask as a visitor without a name.")).toBeVisible();
    await upload.entry("image").setInputFiles(picture);
    await upload.entry("is_public").fill("false");
    await upload.ask(201);
    const body = JSON.parse((await upload.body.textContent()) ?? "");
    expect((await context.cookies()).map(({ httpOnly }) => httpOnly)).toContain(true);

    const media = await docs.form("getMediaUuidVariant");
    await media.entry("uuid").fill(body.image_uuid);
    await media.ask(200);
    const shown = media.form.getByRole("img", { name: "The picture that came" });
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(60);
    const download = page.waitForEvent("download");
    await media.form.getByRole("link", { name: /^Save / }).click();
    expect((await download).suggestedFilename()).toBe("harbour.png");

    const remove = await docs.form("deleteApiImagesId");
    await remove.entry("id").fill(String(body.image_id));
    await remove.entry("permanent").selectOption("true");
    const requests = asked(page);
    await remove.send.click();
    await expect(remove.form.getByText("This takes something away. Press once more to send it.")).toBeVisible();
    expect(requests).toEqual([]);
    await remove.form.getByRole("button", { name: "Yes, send it" }).click();
    await expect(remove.status).toContainText("200");
    expect(requests.map(({ url }) => url.pathname + url.search)).toEqual([
      `/api/images/${body.image_id}?permanent=true`,
    ]);
    await media.ask(404);
    await page.reload();
    const again = await docs.form("getApiUser");
    await expect(again.form.getByText("You ask as a guest of this browser.")).toBeVisible();
  });

  test("what is refused is told in words; an address is written as it must be", async ({ page }) => {
    const docs = new DocsPage(page);
    await docs.open();
    const user = await docs.form("getApiUser");
    await user.ask(401);
    await expect(user.form.getByText("Please sign in.", { exact: true })).toBeVisible();

    const requests = asked(page);
    const search = await docs.form("getApiStylesSearch");
    await search.entry("q").fill("ink & wash? 50%");
    await search.ask(200);
    const model = await docs.form("getV1ModelsModel");
    await model.entry("model").fill("a/b ?#");
    await model.ask(401);
    expect(requests.map(({ url }) => url.pathname + url.search)).toEqual([
      "/api/styles/search?q=ink+%26+wash%3F+50%25",
      "/v1/models/a%2Fb%20%3F%23",
    ]);

    const history = await docs.form("getApiImagesIdHistory");
    await history.entry("id").fill("..");
    await history.send.click();
    expect(await history.entry("id").evaluate((input: HTMLInputElement) => input.validity.patternMismatch)).toBe(true);
    expect(requests).toHaveLength(2);
    const upload = await docs.form("postApiImagesUpload");
    await upload.entry("image").setInputFiles(picture);
    await upload.entry("Idempotency-Key").fill("名前");
    await upload.send.click();
    await expect(upload.form.getByText("A header cannot hold what was typed.")).toBeVisible();
  });

  test("a stream comes as it comes and ends when it is stopped, and so does one that never answers", async ({
    page,
    context,
  }) => {
    const docs = new DocsPage(page);
    await docs.open();
    const events = await docs.form("getApiEvents");
    await events.send.click();
    await expect(events.body).toContainText("event: snapshot");
    await events.stop.click();
    await expect(events.form.getByText("Stopped.", { exact: true })).toBeVisible();
    await expect(events.body).toContainText("event: snapshot");
    await expect(events.send).toBeEnabled();

    await page.route("**/api/styles", () => undefined);
    const styles = await docs.form("getApiStyles");
    await styles.send.click();
    await styles.stop.click();
    await expect(styles.form.getByText("Stopped.", { exact: true })).toBeVisible();
    await page.unrouteAll();
    await context.setOffline(true);
    await styles.send.click();
    await expect(styles.form.getByText("Nothing answered. Is the server there?")).toBeVisible();
  });
});

test("axe finds nothing, light and dark", async ({ page }) => {
  const docs = new DocsPage(page);
  await docs.open("getApiUser");
  await (await docs.form("getApiUser")).ask(401);
  await docs.form("deleteApiImagesId");
  // Closed routes are alike; a few stand for all.
  await page.evaluate(() => {
    for (const route of document.querySelectorAll(".docs-route:not([open]) + .docs-route:not([open])")) route.remove();
  });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations, colorScheme).toEqual([]);
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("nothing is wider than the window, and the chapters stay in sight", async ({ page }) => {
    const docs = new DocsPage(page);
    await docs.open("postV1ImagesEdits");
    await docs.form("postV1ImagesEdits");
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await docs.open("styles");
    const link = docs.chapters.getByRole("link", { name: "Styles", exact: true });
    await expect(link).toHaveAttribute("aria-current", "true");
    await expect(link).toBeInViewport({ ratio: 1 });
  });
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("all is there to read, and an address opens its route", async ({ page }) => {
    const docs = new DocsPage(page);
    await docs.open("postApiImagesUpload");
    await expect(docs.route("postApiImagesUpload").getByText("JPEG, PNG or WebP")).toBeVisible();
    await docs.route("getApiStyles").locator("summary").click();
    await expect(docs.route("getApiStyles").getByText(/^curl http/)).toBeVisible();
    await expect(docs.token).toBeHidden();
    await expect(docs.find).toBeHidden();
    await docs.chapters.getByRole("link", { name: "When something goes wrong" }).click();
    const errors = page.getByRole("region", { name: "When something goes wrong" });
    await expect(errors.getByText("account_disabled")).toBeVisible();
  });
});
