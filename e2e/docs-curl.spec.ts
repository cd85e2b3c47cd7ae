import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { environmentWithoutSettings } from "../scripts/quiet-settings.mjs";
import { DocsPage } from "./pages/docs-page";
import { memberTokens } from "./pages/member";
import { PostOffice } from "./pages/post-office";
import { plainPng } from "./pictures/make";

const run = promisify(execFile);

let tokens: { token: string; accessToken: string };
let folder: string;

test.beforeAll(async ({ playwright }, { project }) => {
  const { baseURL } = project.use;
  tokens = await memberTokens(playwright.request, await PostOffice.open(playwright.request, baseURL), baseURL);
  folder = mkdtempSync(path.join(tmpdir(), "atelier-curl-"));
  writeFileSync(path.join(folder, "photograph.jpg"), plainPng(64, 48));
  // What a command does not say is said by curl's own file: the command itself stays as it is on the page.
  writeFileSync(
    path.join(folder, ".curlrc"),
    'silent\nshow-error\nmax-time = 30\nwrite-out = "%{stderr}%{http_code}"\n',
  );
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command as a reader would, who knows the token; what came, and with which status. */
async function shell(command: string, variables: Record<string, string> = {}) {
  const env = {
    ...environmentWithoutSettings(),
    CURL_HOME: folder,
    TOKEN: tokens.token,
    ACCESS_TOKEN: tokens.accessToken,
    ...variables,
  };
  const { stdout, stderr } = await run("bash", ["-euc", command], { cwd: folder, env });
  return { status: Number(stderr), body: stdout };
}

test("every command that only reads works as it stands", async ({ page }) => {
  const docs = new DocsPage(page);
  await docs.open();
  const commands = (await docs.curls()).filter((command) => !/ -X | -d | -F /.test(command));
  // Left out: what takes more than tokens to know, an administrator, or a ComfyUI, and the stream that never ends.
  const left = /\$(?!(?:ACCESS_)?TOKEN\b)|\/api\/(?:admin|comfyui-url|events)/;
  const all = commands.filter((command) => !left.test(command));
  expect(all.length).toBeGreaterThan(20);
  for (const command of all) {
    const { status } = await shell(command);
    expect([command, status]).toEqual([command, 200]);
  }
});

test("commands that make, change and remove something work as they stand", async ({ page }) => {
  const docs = new DocsPage(page);
  await docs.open();
  const ask = async (operation: string, wanted: number, variables: Record<string, string> = {}) => {
    const command = await docs.curl(operation);
    const { status, body } = await shell(command, variables);
    expect([command, status, status === wanted ? "" : body]).toEqual([command, wanted, ""]);
    return body;
  };
  const uploaded = JSON.parse(await ask("postApiImagesUpload", 201));
  const { prompt_id } = JSON.parse(await ask("postApiImagesStyleChange", 200));
  const batch = JSON.parse(await ask("postApiImagesBatchStyleChange", 202));
  expect(batch.jobs).toHaveLength(1);
  const { data } = JSON.parse(await ask("postApiImageGenerate", 202));
  await ask("getApiGenerationsUuid", 200, { UUID: data.generationId });
  const style = JSON.parse(await ask("postApiStyles", 201));
  await ask("deleteApiStylesId", 200, { ID: style.id });
  await ask("postApiUserTokens", 201);
  await ask("patchApiImageFavorite", 200);
  await ask("postApiImagesBulk", 200);
  await ask("postApiImagesArchive", 200);
  expect(uploaded.guest_token).toEqual(expect.any(String));
  expect(prompt_id).toEqual(expect.any(String));
  const guest = await docs.guestCurl();
  expect((await shell(guest)).status).toBe(201);
  // The second time the jar's cookie goes along.
  const { status, body } = await shell(guest);
  expect(status).toBe(201);
  expect(JSON.parse(body).guest_token).toBeUndefined();
});
