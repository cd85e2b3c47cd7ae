import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { AccountPages, newPerson } from "./pages/account-pages";
import { Bell } from "./pages/bell";
import { handleOf, member } from "./pages/member";
import { PostOffice } from "./pages/post-office";
import { expectSound } from "./pages/sound";

test.describe.configure({ timeout: 180_000 });

let office: PostOffice;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
});

interface Picture {
  id: number;
  uuid: string;
  url: string;
}

/** Of whoever asks, the newest. */
async function newestOf(api: APIRequestContext): Promise<Picture> {
  const { data } = await (await api.get("/api/user/images")).json();
  return data[0];
}

/** Whether somebody finds the picture: at every address and in every list alike. */
async function expectFound(api: APIRequestContext, { id, uuid }: Picture, handle: string, isFound: boolean) {
  const addresses = [`/images/${uuid}`, `/media/${uuid}/320`, `/media/${uuid}/full`, `/api/image/get/${id}`];
  for (const address of [...addresses, `/api/images/${id}/history`]) {
    expect((await api.get(address)).status(), address).toBe(isFound ? 200 : 404);
  }
  for (const list of [
    "/api/images?limit=200",
    `/u/${handle}`,
    "/feed.atom",
    "/api/image/public?sort=created&limit=100",
  ]) {
    expect((await (await api.get(list)).text()).includes(uuid), list).toBe(isFound);
  }
}

async function report(page: Page, kind: string, words = ""): Promise<void> {
  await page.getByText("Report", { exact: true }).click();
  await page.getByLabel(kind).check();
  if (words) await page.getByLabel("In your words").fill(words);
  await page.getByRole("button", { name: "Send the report" }).click();
}

test("a reported picture is hidden from all but its maker, who answers; what is decided is told to those it concerns", async ({
  page,
  browser,
  playwright,
  baseURL,
}) => {
  const title = `harbour ${Date.now()}`;
  await member(page, office, [title], true);
  const [picture, handle] = [await newestOf(page.request), await handleOf(page.request)];
  const visitor = await playwright.request.newContext({ baseURL });
  await expectFound(visitor, picture, handle, true);

  const ada = await AccountPages.fresh(browser);
  const reporter = newPerson("Ada Brush");
  await ada.signUp(reporter);
  await ada.signIn(reporter, `/images/${picture.uuid}`);
  await report(ada.page, "Something else");
  await expect(ada.page.getByRole("alert").filter({ hasText: /./ })).toHaveText(
    "Please say in a few words what is the matter.",
  );
  await ada.page.getByLabel("In your words").fill("This is my garden.");
  await ada.page.getByRole("button", { name: "Send the report" }).click();
  await expect(ada.page.getByText("Thank you. It will be looked at.")).toBeVisible();
  await ada.page.reload();
  await report(ada.page, "Advertising or fraud");
  await expect(ada.page.getByText("Thank you. It will be looked at.")).toBeVisible();

  const quiet = await AccountPages.fresh(browser, { javaScriptEnabled: false });
  await quiet.page.goto(`/images/${picture.uuid}`);
  await report(quiet.page, "Violence or cruelty");
  await expect(quiet.page.getByText("Thank you. It will be looked at.")).toBeVisible();
  const again = { data: { kind: "hate", reason: "" } };
  expect((await visitor.post(`/api/images/${picture.id}/report`, again)).status()).toBe(200);
  await expectFound(visitor, picture, handle, true);

  const { email, name, password } = newPerson("Nils Moor");
  const registered = await (await visitor.post("/api/auth/register", { data: { email, name, password } })).json();
  const nils = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { Authorization: `Bearer ${registered.data.accessToken}` },
  });
  const bell = new Bell(page);
  await bell.expectUnread(0);
  expect((await nils.post(`/api/images/${picture.id}/report`, again)).status()).toBe(200);
  await bell.expectUnread(1);
  for (const api of [visitor, ada.page.request, nils]) await expectFound(api, picture, handle, false);

  await (await bell.open())
    .getByText(`Several people reported your picture, so it is hidden for now: ${title}`)
    .click();
  await expect(page.getByText("Hidden: only you can see this")).toBeVisible();
  await expect(page.getByText("An administrator will decide.")).toBeVisible();
  await bell.expectUnread(0);
  await expectSound(page, "a hidden picture");
  await page.getByRole("button", { name: "Send the answer" }).click();
  await expect(page.getByRole("textbox", { name: "Your answer" })).toHaveAccessibleDescription(
    /Please say in a few words/,
  );
  await page.getByRole("textbox", { name: "Your answer" }).fill("It is a public harbour.");
  await page.getByRole("button", { name: "Send the answer" }).click();
  await expect(page.getByText("You answered:")).toBeVisible();

  const admin = await AccountPages.fresh(browser);
  await admin.signIn(PostOffice.administrator, "/admin/reports");
  expect((await admin.page.request.get(`/images/${picture.uuid}`)).status()).toBe(404);
  const reported = admin.page.getByRole("listitem").filter({ hasText: title });
  await expect(reported).toContainText("3 reports");
  for (const words of ["This is my garden.", "Ada Brush", "Violence or cruelty", "A visitor", "Nils Moor"]) {
    await expect(reported).toContainText(words);
  }
  await expect(reported).not.toContainText("Advertising or fraud");
  await expect(reported).toContainText("The maker says: It is a public harbour.");
  await expectSound(admin.page, "reports");
  await reported.getByRole("button", { name: /^Show it and dismiss the reports/ }).click();
  await expect(reported).toHaveCount(0);
  await bell.expectUnread(1);
  await expectFound(visitor, picture, handle, true);
  await ada.page.goto("/notifications");
  await expect(ada.page.getByText(`You reported a picture. It was looked at and stays: ${title}`)).toBeVisible();

  await decide(admin.page, picture, "Hide", "It shows a number plate.");
  await bell.expectUnread(2);
  await expectFound(visitor, picture, handle, false);
  await page.goto("/library");
  await page.getByRole("link", { name: "See which and why" }).click();
  await expect(page.getByText("Reason: It shows a number plate.")).toBeVisible();
  await expectSound(page, "one's hidden pictures");
  await decide(admin.page, picture, "Remove for good", "It came back.");
  await page.goto("/notifications");
  const news = page.getByRole("main").getByRole("listitem");
  await expect(news.filter({ hasText: `Your picture is shown again: ${title}` })).toBeVisible();
  await expect(news.filter({ hasText: `An administrator hid your picture: ${title}` })).toBeVisible();
  await expect(news.filter({ hasText: `An administrator removed your picture: ${title}` })).toContainText(
    "Reason: It came back.",
  );
  await expectFound(page.request, picture, handle, false);
});

/** Finds a picture by its address and decides on it, once a reason was given. */
async function decide(page: Page, { uuid }: Picture, decision: string, reason: string): Promise<void> {
  await page.goto(`/admin/pictures?q=${uuid}`);
  await page.getByRole("checkbox", { name: /^Select / }).check();
  await page.getByLabel(decision, { exact: true }).check();
  await page.getByRole("button", { name: "Apply" }).click();
  const why = page.getByRole("form", { name: "What is to be done" }).getByLabel("Reason");
  await expect(why).toHaveAccessibleDescription(/^Please give a reason\./);
  await expect(page.getByRole("checkbox", { name: /^Select / })).toBeChecked();
  await why.fill(reason);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("Done.")).toBeVisible();
}

test("a private picture is looked at with a reason alone, which is noted before anything is shown", async ({
  page,
  browser,
  playwright,
  baseURL,
}) => {
  const title = `diary ${Date.now()}`;
  await member(page, office, [title]);
  const picture = await newestOf(page.request);
  const visitor = await playwright.request.newContext({ baseURL });
  const admin = await AccountPages.fresh(browser);
  await admin.signIn(PostOffice.administrator, `/admin/pictures?q=${picture.uuid}`);
  const room = admin.page;
  await expect(room.getByText("There are no such pictures.")).toBeVisible();
  for (const address of [`/images/${picture.uuid}`, `/media/${picture.uuid}/320`]) {
    expect((await room.request.get(address)).status(), address).toBe(404);
  }
  await room.goto("/admin/pictures");
  await room
    .getByRole("checkbox", { name: /^Select / })
    .first()
    .check();
  await expect(room.getByRole("button", { name: "Apply" })).toBeVisible();
  await expectSound(room, "pictures, of which one is selected");
  const look = room.getByRole("form", { name: "Look at a private picture" });
  await look.getByLabel("Number or address of the picture").fill(`${baseURL}/images/${picture.uuid}`);
  await look.getByRole("button", { name: "Note the reason and look" }).click();
  await expect(look.getByLabel("Reason")).toHaveAccessibleDescription("Please give a reason.");
  await room.goto(`/admin/audit?subject=image:${picture.id}`);
  await expect(room.getByText("A letter from the police.")).toHaveCount(0);
  await room.goto("/admin/pictures/look");
  await expect(room.getByText("This look is over, or was never yours.")).toBeVisible();

  await room.goto("/admin/pictures");
  await look.getByLabel("Number or address of the picture").fill(String(picture.id));
  await look.getByLabel("Reason").fill("A letter from the police.");
  await look.getByRole("button", { name: "Note the reason and look" }).click();
  const shown = room.getByRole("img", { name: title });
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(room.getByText("Private", { exact: true })).toBeVisible();
  await expectSound(room, "a look");
  const [place, bytes] = [new URL(room.url()), (await shown.getAttribute("src")) ?? ""];
  expect((await room.request.get(bytes)).status()).toBe(200);
  for (const api of [visitor, page.request]) {
    expect((await api.get(place.pathname + place.search)).status()).toBe(404);
  }
  expect((await visitor.get(bytes)).status()).toBe(404);
  expect((await room.request.get(`/media/${picture.uuid}/1280`)).status()).toBe(404);

  await room.goto(`/admin/audit?subject=image:${picture.id}`);
  const entry = room.getByRole("main").getByRole("listitem").filter({ hasText: "A letter from the police." });
  await expect(entry).toContainText(PostOffice.administrator.name);
  await expectSound(room, "the audit log");
});
