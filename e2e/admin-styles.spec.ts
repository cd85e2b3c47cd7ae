import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { StandIn } from "./fakes/stand-in";
import { AccountPages } from "./pages/account-pages";
import { OwnHouse } from "./pages/own-house";
import { PostOffice } from "./pages/post-office";
import { expectSound } from "./pages/sound";
import { StylesRoom } from "./pages/styles-room";

// What everyone picks from is changed here: in a house of its own, so that nobody else looks on.
test.describe.configure({ timeout: 120_000, mode: "serial" });

let house: OwnHouse;
let comfyui: StandIn;

test.beforeAll(async ({ playwright }) => {
  [house, comfyui] = await Promise.all([OwnHouse.open(), StandIn.start("comfyui")]);
  await PostOffice.open(playwright.request, house.url);
});

test.afterAll(async () => {
  comfyui?.close();
  await house?.close();
});

async function administrator(browser: Browser, path: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", baseURL: house.url });
  const page = await context.newPage();
  await new AccountPages(page).signIn(PostOffice.administrator, path);
  return page;
}

/** What a visitor may pick from, in its order. */
async function offered(page: Page): Promise<string[]> {
  const styles: { title: string }[] = await (await page.request.get("/api/styles")).json();
  return styles.map(({ title }) => title);
}

test("a style is tried before it is kept, added, put in its place by pointer and by keys, switched off and on", async ({
  browser,
}) => {
  const page = await administrator(browser, "/admin/backends?add=comfyui");
  const backend = page.getByRole("form", { name: "Add a ComfyUI server" });
  await backend.getByLabel("Name", { exact: true }).fill("Garage");
  await backend.getByLabel("Address").fill(comfyui.address);
  await backend.getByRole("button", { name: "Add" }).click();
  await page.getByText("Models of Garage").waitFor();

  const room = new StylesRoom(page);
  await room.open();
  const tried = room.add.getByRole("img", { name: "The sample picture in this style" });
  await room.add.getByRole("button", { name: "Add", exact: true }).click();
  await expect(room.add.getByLabel("Title")).toHaveAccessibleDescription("Please give it a title.");
  await room.add.getByLabel("Title").fill("Tin type");
  await room.add.getByLabel("Words").fill("{{prompt}}, tintype photograph");
  await room.add.getByRole("button", { name: "Show it on the sample picture" }).click();
  await expect(tried).toHaveAttribute("src", /^data:image\/webp;base64,.{500}/, { timeout: 60_000 });
  await expect(room.row("Tin type")).toHaveCount(0);
  await room.add.getByRole("button", { name: "Add", exact: true }).click();
  await expect(room.add.getByText("Added.")).toBeVisible();
  await expect(tried).toHaveCount(0);
  await expect.poll(() => room.lastNames(3)).toEqual(["Film noir", "Fresco", "Tin type"]);

  await room.drag("Tin type", "Film noir");
  await expect.poll(() => room.lastNames(3)).toEqual(["Tin type", "Film noir", "Fresco"]);
  await expect(room.handle("Tin type")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => room.lastNames(3)).toEqual(["Film noir", "Tin type", "Fresco"]);
  await expect(room.handle("Tin type")).toBeFocused();
  expect((await offered(page)).slice(-3)).toEqual(["Film noir", "Tin type", "Fresco"]);

  await page.getByRole("button", { name: "Switch off Tin type" }).click();
  await expect(room.row("Tin type")).toContainText("Off");
  expect((await offered(page)).slice(-2)).toEqual(["Film noir", "Fresco"]);
  await page.getByRole("button", { name: "Switch on Tin type" }).click();
  await expect(room.row("Tin type")).toContainText("On");
});

test("a change is shown before it is saved; what does not fit is told at its field; what was lost is only what was meant", async ({
  browser,
}) => {
  const [page, other] = [await administrator(browser, "/admin/styles"), await administrator(browser, "/admin/styles")];
  const [room, theirs] = [new StylesRoom(page), new StylesRoom(other)];
  const pencil = await room.change("Pencil");
  await pencil.getByLabel("Strength").fill("0.3");
  await expect(pencil.getByRole("img", { name: "The sample picture in this style" })).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect((await room.change("Pencil")).getByLabel("Strength")).toHaveValue("1");

  const [mine, theirForm] = [await room.change("Tin type"), await theirs.change("Tin type")];
  await theirForm.getByLabel("Description").fill("As from a fairground.");
  await theirForm.getByLabel("Words").fill("{{prompt}}, tintype, scratched");
  await theirForm.getByRole("button", { name: "Save" }).click();
  await expect(theirForm.getByText("Saved.")).toBeVisible();

  await mine.getByLabel("Strength").fill("3");
  await mine.getByLabel("Steps").fill("100000");
  await mine.getByRole("button", { name: "Save" }).click();
  await expect(mine.getByLabel("Strength")).toHaveAccessibleDescription("Please give a number from 0 to 1.");
  await mine.getByLabel("Strength").fill("0.4");
  await mine.getByRole("button", { name: "Save" }).click();
  await expect(mine.getByLabel("Steps")).toHaveAccessibleDescription(/^Please give a number from 1 to \d+\.$/);
  await mine.getByLabel("Steps").fill("12");
  await mine.getByLabel("Description").fill("On a plate of tin.");
  await mine.getByRole("button", { name: "Save" }).click();
  await expect(mine.getByRole("alert").first()).toContainText("Somebody else changed this meanwhile.");
  await expect(mine.getByLabel("Description")).toHaveValue("On a plate of tin.");
  await expect(mine.getByLabel("Steps")).toHaveValue("12");
  await expect(mine.getByText("As from a fairground.")).toBeVisible();
  await expect(mine.getByText("{{prompt}}, tintype, scratched")).toBeVisible();
  await expect(mine.getByText("Saved meanwhile:")).toHaveCount(2);
  await expectSound(page, "what somebody else saved");
  await mine.getByLabel("Words").fill("{{prompt}}, tintype, scratched");
  await mine.getByRole("button", { name: "Save" }).click();
  await expect(mine.getByText("Saved.", { exact: true })).toBeVisible();
  await other.reload();
  const now = await theirs.change("Tin type");
  await expect(now.getByLabel("Description")).toHaveValue("On a plate of tin.");
  await expect(now.getByLabel("Words")).toHaveValue("{{prompt}}, tintype, scratched");
  await expect(now.getByLabel("Strength")).toHaveValue("0.4");
});

test("styles go out into a file and come in from one, once it was shown what that does", async ({ browser }) => {
  const page = await administrator(browser, "/admin/styles");
  const room = new StylesRoom(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save all styles into a file" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^atelier-styles-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(await readFile(await download.path(), "utf8"));
  const ours: { slug: string; title: string }[] = file.styles;
  const tin = ours.find(({ slug }) => slug === "tin-type");
  expect(tin).toMatchObject({ title: "Tin type", strength: 0.4, params: { steps: 12 } });

  const wrong = room.plan.getByRole("alert").filter({ hasText: /./ });
  await room.look("notes.json", '{"name": "a workflow"}');
  await expect(wrong).toContainText("This is no file of styles from Atelier.");
  await room.look("large.json", " ".repeat(12_000_000));
  await expect(wrong).toHaveText("A file of styles is no larger than 900 kB. This one is.");
  await expect(room.file).toHaveAccessibleDescription(/no larger than 900 kB/);

  const half = [
    { ...tin, title: "Tintype" },
    { ...tin, slug: "brass", title: "Brass" },
    { ...tin, slug: "lead", title: "Lead", params: { steps: 100_000 } },
    { ...tin, slug: "gone", title: "Gone", model: { backend: "X", kind: "comfyui", name: "gone.safetensors" } },
    ours[0],
  ];
  await room.look("half.json", JSON.stringify({ ...file, styles: half }));
  await expect(wrong).toHaveCount(0);
  await expect(room.plan.getByRole("status")).toHaveText(
    new RegExp(
      [
        "1 style is added.*Brass",
        "1 style is changed.*Tintype.*title",
        "2 styles are left out.*Lead.*It does not fit here\\..*steps: Please give a number",
        "Gone.*Its model is not here\\..*gone\\.safetensors",
        "1 style is here already",
      ].join(".*"),
    ),
  );
  await expect(room.row("Brass")).toHaveCount(1);
  await expect(page.locator(".ledger").getByText("Brass", { exact: true })).toHaveCount(0);
  await expectSound(page, "what a file would do");
  await page.getByRole("button", { name: "Bring in 2 styles" }).click();
  await expect(room.plan.getByText("Done.")).toBeVisible();
  await expect(page.locator(".ledger").getByText("Brass", { exact: true })).toBeVisible();
  await expect(page.locator(".ledger").getByText("Tintype", { exact: true })).toBeVisible();

  await room.open();
  const brass = room.row("Brass");
  await brass.getByText("Remove", { exact: true }).click();
  await expect(brass.getByText("Pictures made in it stay")).toBeVisible();
  await brass.getByRole("button", { name: "Really remove" }).click();
  const bringBack = brass.getByRole("button", { name: "Bring back Brass" });
  await expect(bringBack).toBeVisible();
  await expectSound(page, "what was removed");
  expect(await offered(page)).not.toContain("Brass");
  await room.open();
  await bringBack.click();
  await expect(bringBack).toHaveCount(0);
  expect(await offered(page)).toContain("Brass");
  await brass.getByText("Remove", { exact: true }).click();
  await brass.getByRole("button", { name: "Really remove" }).click();
  await expect(bringBack).toBeVisible();
});

test("the room of the styles is sound with forms that are open", async ({ browser }) => {
  const page = await administrator(browser, "/admin/styles");
  const room = new StylesRoom(page);
  await room.change("Anime");
  await room.change("Pencil");
  await expectSound(page, "styles");
});
