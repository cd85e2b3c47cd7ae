import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { StandIn } from "./fakes/stand-in";
import { AccountPages } from "./pages/account-pages";
import { member } from "./pages/member";
import { PostOffice } from "./pages/post-office";
import { StudioPage } from "./pages/studio-page";
import { plainPng } from "./pictures/make";

test.describe.configure({ timeout: 120_000, mode: "serial" });

let office: PostOffice;
let comfyui: StandIn;

test.beforeAll(async ({ playwright }, { project }) => {
  office = await PostOffice.open(playwright.request, project.use.baseURL);
  comfyui = await StandIn.start("comfyui", { COMFYUI_STEP_MS: "250" });
});

test.afterAll(() => {
  comfyui?.close();
});

test("an administrator adds a ComfyUI server, and is told in words what is the matter", async ({ page }) => {
  const doors = new AccountPages(page);
  await doors.signIn(PostOffice.administrator, "/admin/backends");
  await page.getByRole("navigation", { name: "Kind of backend" }).getByRole("link", { name: "ComfyUI" }).click();
  const add = page.getByRole("form", { name: "Add a ComfyUI server" });
  await add.getByLabel("Name", { exact: true }).fill("Garage");
  await add.getByLabel("Address").fill("not an address");
  await add.getByRole("button", { name: "Add" }).click();
  await expect(add.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await add.getByLabel("Address").fill("http://127.0.0.1:9");
  await add.getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "Test the connection to Garage" }).click();
  await expect(page.getByText("Nothing listens at 127.0.0.1:9.")).toBeVisible();

  await page.getByRole("listitem").filter({ hasText: "Garage" }).getByText("Change", { exact: true }).click();
  const change = page.getByRole("form", { name: "Change Garage" });
  await change.getByLabel("Address").fill(comfyui.address);
  await change.getByRole("button", { name: "Save" }).click();
  await expect(change.getByText("Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Test the connection to Garage" }).click();
  await expect(page.getByText("Models of Garage")).toBeVisible();

  await page.goto("/admin/styles");
  await expect(page.getByRole("listitem").filter({ hasText: "Anime" })).toBeVisible();
  await page.getByRole("button", { name: "Move Anime up" }).click();
  await page.getByRole("button", { name: "Switch off Anime" }).click();
  await page.getByRole("button", { name: "Switch on Anime" }).click();
  await expect(page.getByRole("button", { name: "Switch off Anime" })).toBeVisible();

  const style = page.getByRole("form", { name: "Add a style of words" });
  await style.getByText("Workflow of its own").first().click();
  const workflow = style.getByRole("textbox", { name: "Workflow of its own" });
  const look = style.getByRole("button", { name: "Read it and put in placeholders" });
  await workflow.fill('{"nodes": [], "links": []}');
  await look.click();
  await expect(style.getByText(/Export \(API\)/)).toBeVisible();
  const shipped = readFileSync("lib/providers/comfyui/workflows/describe.json", "utf8");
  await workflow.fill(shipped.replace("{{prompt}}", "a lighthouse"));
  await look.click();
  await expect(style.getByText("1 placeholder was put in. Look it over, then save.")).toBeVisible();
  await expect(workflow).toHaveValue(/\{\{prompt\}\}/);
});

test("a member restyles a photograph on it and sees it come along", async ({ page }) => {
  await member(page, office, []);
  const studio = new StudioPage(page);
  await studio.open();
  await studio.files.setInputFiles({ name: "pier.png", mimeType: "image/png", buffer: plainPng(320, 240) });
  await studio.style("Anime").check({ force: true });
  await studio.submit.click();
  const card = studio.card("Anime of your photograph");
  // The server first ends the preview of a style that it may be busy with.
  await expect(async () => {
    const done = Number(await card.getByRole("progressbar").getAttribute("value", { timeout: 500 }));
    expect(done).toBeGreaterThan(5);
    expect(done).toBeLessThan(100);
  }).toPass({ timeout: 60_000, intervals: [100] });
  await expect(card.getByRole("slider", { name: /^Before and after/ })).toBeVisible({ timeout: 60_000 });
});

test("a member finds none of the administrator's rooms", async ({ page }) => {
  await member(page, office, []);
  for (const path of ["/admin", "/admin/backends", "/admin/styles", "/admin/mail"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
});

test("the server is taken away again", async ({ page }) => {
  const doors = new AccountPages(page);
  await doors.signIn(PostOffice.administrator, "/admin/backends");
  const look = page.getByRole("button", { name: "Test the connection to Garage" });
  const row = page.getByRole("listitem").filter({ has: look });
  await row.getByText("Remove", { exact: true }).click();
  await row.getByRole("button", { name: "Really remove" }).click();
  await expect(row).toHaveCount(0);
});
