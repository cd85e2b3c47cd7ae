import { type APIRequestContext, type APIResponse, expect, type Page } from "@playwright/test";
import { AccountPages } from "./pages/account-pages";
import { type Administered, test } from "./pages/administered";
import { administrationPaths, closedActions, type Known, openActions } from "./pages/administration";
import { member as becomeMember, upload } from "./pages/member";
import { PostOffice } from "./pages/post-office";
import { findAction, postForm, readActions, type ServerAction, sendAction } from "./pages/server-actions";

test.describe.configure({ timeout: 180_000 });

/** Those who are not administrators, and what of theirs there is to act on. */
interface Strangers {
  nobody: APIRequestContext;
  guest: APIRequestContext;
  member: APIRequestContext;
  known: Known;
}

let strangers: Strangers;

test.beforeAll(async ({ browser, playwright, house }) => {
  test.setTimeout(180_000);
  const fresh = () => playwright.request.newContext({ baseURL: house.url });
  const [nobody, guest, admin] = await Promise.all([
    fresh(),
    fresh(),
    playwright.request.newContext({ baseURL: house.url, storageState: house.owner }),
  ]);
  await upload(guest, "guest", false);
  const context = await browser.newContext();
  await becomeMember(await context.newPage(), house.office, ["quiet"], true);
  const member = await playwright.request.newContext({
    baseURL: house.url,
    storageState: await context.storageState(),
  });
  await context.close();
  strangers = { nobody, guest, member, known: await makeKnown(member, admin, house) };
});

/**
 * What an administrator could change: a member, a picture and a style of theirs, an invitation, a setting that was set,
 * and a backend and a style that were removed.
 */
async function makeKnown(member: APIRequestContext, admin: APIRequestContext, { url }: Administered): Promise<Known> {
  const [picture] = await (await member.get("/api/images?limit=1")).json();
  const [style] = await (await member.get("/api/styles")).json();
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const share = async (title: string) => {
    const data = { base_style_id: style.id, title, is_shared: true };
    return (await (await member.post("/api/styles", { headers, data })).json()).id as number;
  };
  const sharedStyle = await share("Mine alone");
  const removedStyle = await share("Taken away");
  const set = (name: string, path: string, fields: Record<string, string>) =>
    sendAction(admin, url, findAction(name), path, fields);
  await set("promoteStyleAction", "/admin/styles", { id: String(removedStyle) });
  await set("removeStyleAction", "/admin/styles", { id: String(removedStyle) });
  const server = { kind: "comfyui", name: "Shed", concurrency: "1", "config.address": "http://127.0.0.1:9" };
  const added = await (await set("createBackendAction", "/admin/backends", server)).text();
  const removedBackend = Number(/"backend":\{"id":(\d+)/.exec(added)?.[1]);
  await set("removeBackendAction", "/admin/backends", { id: String(removedBackend) });
  for (const room of ["styles", "backends"])
    expect(await (await admin.get(`/admin/${room}`)).text()).toContain("Bring back");
  await set("createInvitationAction", "/admin/invitations", { note: "Reading circle" });
  await set("changeSettingsAction", "/admin/settings", { "setting.trash_days": "20" });
  const stopped = await (await admin.get("/admin/queue?tab=cancelled")).text();
  return {
    member: (await (await member.get("/api/user")).json()).id,
    picture: picture.image_id,
    pictureUuid: picture.uuid,
    houseStyle: style.id,
    sharedStyle,
    removedBackend,
    removedStyle,
    invitation: 1,
    job: Number(/name="id" value="(\d+)"/.exec(stopped)?.[1]),
    styles: await (await admin.get("/admin/styles/export")).text(),
  };
}

test("every page of the administration is there for administrators, and for nobody else", async ({ request }) => {
  const paths = administrationPaths(strangers.known);
  expect(paths.length).toBeGreaterThan(15);
  for (const { path, isPage } of paths) {
    for (const who of ["nobody", "guest", "member"] as const) {
      const answer = await strangers[who].get(path, { maxRedirects: 0 });
      expect(answer.status(), `${path} for ${who}`).toBe(404);
    }
    expect([200, 307], `${path} for an administrator`).toContain(
      (await request.get(path, { maxRedirects: 0 })).status(),
    );
    if (isPage) await expectOwnGuard(path, request);
  }
});

/** A script that comes from another page of the administration asks for the page without what stands around it. */
async function expectOwnGuard(path: string, admin: APIRequestContext): Promise<void> {
  const from = path === "/admin/audit" ? "mail" : "audit";
  const tree = ["", { children: ["admin", { children: [from, { children: ["__PAGE__", {}] }] }] }, null, null];
  const headers = { RSC: "1", "Next-Router-State-Tree": encodeURIComponent(JSON.stringify(tree)) };
  const refused = "NEXT_HTTP_ERROR_FALLBACK;404";
  expect(await (await strangers.member.get(path, { headers })).text(), path).toContain(refused);
  expect(await (await admin.get(path, { headers })).text(), path).not.toContain(refused);
}

test("every action is known to be for everyone, or for administrators alone", () => {
  const there = readActions().map(({ name }) => name);
  const closed = Object.keys(closedActions(strangers.known));
  expect(there.filter((name) => !openActions.has(name) && !closed.includes(name))).toEqual([]);
  expect([...openActions, ...closed].filter((name) => !there.includes(name))).toEqual([]);
  expect(closed.filter((name) => openActions.has(name))).toEqual([]);
});

test("an action of administrators is nowhere for a member and for nobody, and changes nothing", async ({
  request,
  house,
}) => {
  const before = await houseAsSeen(request);
  const closed = Object.entries(closedActions(strangers.known));
  const actions = new Map(readActions().map((action) => [action.name, action]));
  for (const [name, fields] of closed) {
    const action = actions.get(name);
    if (!action) throw new Error(`The build has no action ${name}.`);
    const page = pageOf(action);
    for (const who of ["member", "nobody"] as const) {
      const said = `${name} for ${who}`;
      for (const path of [page, "/"]) {
        expectNowhere(await sendAction(strangers[who], house.url, action, path, fields), `${said} at ${path}`);
      }
      for (const isBound of [true, false]) {
        // A page knows no forms but its own.
        for (const path of [page, "/"].filter((one) => one === page || action.pages.includes(one))) {
          const posted = await postForm(strangers[who], house.url, action, path, fields, isBound);
          expect(posted.status(), `${said} as a form at ${path}`).toBe(404);
        }
      }
    }
  }
  expect(await houseAsSeen(request)).toEqual(before);
});

/** A page of the administration that carries the action. */
function pageOf({ name, pages }: ServerAction): string {
  const page = pages.find((path) => path.startsWith("/admin"));
  if (page === undefined) throw new Error(`No page of the administration has ${name}.`);
  return page.replace("[id]", String(strangers.known.member));
}

function expectNowhere(answer: APIResponse, said: string): void {
  expect(answer.status(), said).toBe(404);
  expect(answer.headers()["x-nextjs-action-not-found"], said).toBe("1");
}

/** What the administrator reads in every room, and what the API tells of the house, without what passes by itself. */
async function houseAsSeen(admin: APIRequestContext): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const { path } of administrationPaths(strangers.known)) {
    // The rooms of health and overview look anew each time.
    if (path !== "/admin/health" && path !== "/admin") seen[path] = wordsOf(await (await admin.get(path)).text());
  }
  const stats = await (await admin.get("/api/admin/stats")).json();
  const { users, images, generations, queue } = stats;
  seen.stats = JSON.stringify({ users, images, generations, queue });
  seen.mail = await (await admin.get("/api/admin/mail")).text();
  return seen;
}

/** The words, fields and choices of a page. */
function wordsOf(html: string): string {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const values = [...main.matchAll(/ (?:value="[^"]*"|checked=""|selected="")/g)].map(([value]) => value);
  const words = main.replace(/<script.*?<\/script>/gs, "").replace(/<[^>]+>/g, " ");
  return `${words.replace(/\s+/g, " ")} ${values.join("")}`;
}

test("for administrators each of them is there", async ({ request, house }) => {
  // These begin long work at once; the room of health presses them.
  const left = ["lib/backups/actions.ts backUpAction", "lib/health/actions.ts checkLeaksAction"];
  const names = Object.keys(closedActions(strangers.known)).filter((name) => !left.includes(name));
  for (const action of readActions().filter(({ name }) => names.includes(name))) {
    // An empty form reaches the action, and mostly is refused there for what it lacks.
    const answer = await sendAction(request, house.url, action, pageOf(action), {});
    expect(answer.status(), action.name).toBeLessThan(400);
  }
});

test("their forms arrive as they were sent, from whichever page", async ({ request, house }) => {
  const send = async (name: string, path: string, fields: Record<string, string | number>) =>
    (await sendAction(request, house.url, findAction(name), path, fields)).text();
  const done = '"ok":true';
  expect(await send("renameModelAction", "/admin/backends", { id: 1, title: "Painter" })).toContain(done);
  expect(await send("testBackendAction", "/", { id: 1 })).toContain(done);
  expect(await send("changeSettingsAction", "/", { "setting.trash_days": 21 })).toContain(done);
  expect(
    await send("changeQuotaAction", "/admin/users", {
      id: strangers.known.member,
      pictures: 7,
      storageMb: "",
      open: "",
    }),
  ).toContain(done);
  const styles = strangers.known.styles;
  expect(await send("planImportAction", "/admin/styles", { text: styles, modelId: 0 })).toContain(done);
  expect(await (await request.get("/admin/audit?subject=model:1")).text()).toContain(">Painter</ins>");
  expect(await (await request.get(`/admin/users/${strangers.known.member}`)).text()).toContain("0 of 7");
  const form = await postForm(
    request,
    house.url,
    findAction("changeSettingsAction"),
    "/",
    {
      "setting.trash_days": 22,
    },
    true,
  );
  expect(form.status()).toBe(200);
  expect(await (await request.get("/admin/audit?subject=setting:trash_days")).text()).toContain(">22</ins>");
});

test("the API of the administration tells who may not", async ({ request }) => {
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const data = { state: "expanded", active_tab: "mail" };
  const ask: Record<string, (api: APIRequestContext) => Promise<APIResponse>> = {
    "GET stats": (api) => api.get("/api/admin/stats"),
    "GET mail": (api) => api.get("/api/admin/mail"),
    "POST navigation-state": (api) => api.post("/api/admin/navigation-state", { headers, data }),
  };
  const { nobody, guest, member } = strangers;
  for (const [name, send] of Object.entries(ask)) {
    const statuses = await Promise.all([nobody, guest, member, request].map(async (api) => (await send(api)).status()));
    expect(statuses, name).toEqual([401, 401, 403, 200]);
  }
});

test("what was typed is kept when one was signed out meanwhile", async ({ page, context }) => {
  await page.goto("/admin/invitations");
  await page.getByLabel("What it is for").fill("The neighbours");
  await context.clearCookies();
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "or you are signed out" })).toBeVisible();
  await expect(page.getByLabel("What it is for")).toHaveValue("The neighbours");
  await signInElsewhere(await context.newPage());
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await expect(page.locator("output")).toContainText("/sign-up?invitation=");
});

async function signInElsewhere(page: Page): Promise<void> {
  await new AccountPages(page).signIn(PostOffice.administrator);
}
