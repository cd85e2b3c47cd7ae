import { type APIRequest, type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import { plainPng } from "../pictures/make";
import { AccountPages, newPerson, type Person } from "./account-pages";
import type { PostOffice } from "./post-office";

/** A member with pictures of these names, oldest first; signed in, and in their library. */
export async function member(page: Page, office: PostOffice, names: string[], isPublic = false): Promise<Person> {
  const person = newPerson();
  const doors = new AccountPages(page);
  await doors.signUp(person);
  await page.goto(await office.link(person.email, "/verify"));
  await doors.button("Confirm").click();
  await doors.heading("Your address is confirmed").waitFor();
  await doors.signIn(person, "/library");
  for (const name of names) await upload(page.request, name, isPublic);
  await page.goto("/library");
  return person;
}

/** A personal API token and an access token of a new member's; the first has every scope but the administrator's. */
export async function memberTokens(
  request: APIRequest,
  office: PostOffice,
  baseURL: string | undefined,
): Promise<{ token: string; accessToken: string }> {
  const person = newPerson();
  const visitor = await request.newContext({ baseURL });
  const opened = await visitor.post("/api/auth/register", { data: person });
  expect(opened.status(), await opened.text()).toBe(201);
  const link = new URL(await office.link(person.email, "/verify"), baseURL).searchParams;
  const verified = await visitor.patch("/api/user/verify", {
    data: { user: link.get("user"), token: link.get("token") },
  });
  expect(verified.status(), await verified.text()).toBe(200);
  const { accessToken } = (await opened.json()).data;
  const made = await visitor.post("/api/user/tokens", {
    headers: { Authorization: `Bearer ${accessToken}` },
    data: { name: "Programs", scopes: ["read", "generate", "write"] },
  });
  expect(made.status(), await made.text()).toBe(201);
  return { token: (await made.json()).token, accessToken };
}

let uploads = 0;

/** Uploads a picture of that name; each has a shape of its own. */
export async function upload(api: APIRequestContext, name: string, isPublic: boolean): Promise<void> {
  uploads += 1;
  const buffer = plainPng(40 + ((uploads * 7) % 50), 30 + (uploads % 20));
  const answer = await api.post("/api/images/upload", {
    headers: { "Sec-Fetch-Site": "same-origin" },
    multipart: { image: { name: `${name}.png`, mimeType: "image/png", buffer }, is_public: String(isPublic) },
  });
  expect(answer.status(), await answer.text()).toBe(201);
}

/** The pictures of the wall one looks at. */
export function pictures(page: Page): Locator {
  return page.getByRole("list", { name: "Pictures" });
}

export async function handleOf(api: APIRequestContext): Promise<string> {
  const { handle } = await (await api.get("/api/user")).json();
  return handle;
}
