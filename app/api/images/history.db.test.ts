import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "@/db/client";
import { findUserByEmail } from "@/db/queries/users";
import { generations, images } from "@/db/schema";
import { makeImage, makeUser, noSuchId } from "@/db/testing";
import { clock } from "@/lib/clock";
import { newUuid } from "@/lib/ids";
import { ask, newAccount } from "../testing";
import * as historyRoute from "./[id]/history/route";
import * as statusRoute from "./status/route";

const recipe = {
  backend: "builtin",
  model: "oil",
  version: 2,
  prompt: null,
  negativePrompt: null,
  style: "oil",
  strength: 0.7,
  params: { size: 3 },
  seed: 4,
  width: 640,
  height: 480,
};

async function signedIn() {
  const { email, accessToken: token } = await newAccount();
  const user = await findUserByEmail(email);
  if (!user) throw new Error("no account");
  return { token, userId: user.id };
}

const historyOf = (id: number | string, token?: string) =>
  ask(historyRoute, "GET", { token, params: { id: String(id) } });
const statusOf = async (query: string, token?: string) => {
  const { status, headers, body } = await ask(statusRoute, "GET", { token, query });
  return { status, deprecation: headers.get("deprecation"), body };
};

test("ancestors from the first, the recipe of each step, and children newest first", async () => {
  const { token, userId } = await signedIn();
  const first = await makeImage({ userId, isPublic: true });
  const second = await makeImage({
    userId,
    isPublic: true,
    parentId: first.id,
    hadParent: true,
    kind: "styled",
    recipe,
  });
  const older = await makeImage({ userId, isPublic: true, parentId: second.id, hadParent: true });
  const newer = await makeImage({ userId, isPublic: true, parentId: second.id, hadParent: true, recipe });
  const { status, body } = await historyOf(second.id, token);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    image_id: second.id,
    uuid: second.uuid,
    steps: [
      { image: { image_id: first.id, original_image_id: null }, recipe: null },
      { image: { image_id: second.id, original_image_id: first.id }, recipe },
    ],
    children: [
      { image: { image_id: newer.id }, recipe },
      { image: { image_id: older.id }, recipe: null },
    ],
  });
});

test("siblings are what else was made from the same picture, as far as the caller sees", async () => {
  const { token, userId } = await signedIn();
  const parent = await makeImage({ userId, isPublic: true });
  const child = { userId, isPublic: true, parentId: parent.id, hadParent: true };
  const shown = await makeImage(child);
  const other = await makeImage({ ...child, recipe });
  const hidden = await makeImage({ ...child, isPublic: false });
  expect((await historyOf(shown.id)).body).toMatchObject({ siblings: [{ image: { image_id: other.id }, recipe }] });
  expect((await historyOf(shown.id, token)).body).toMatchObject({
    siblings: [{ image: { image_id: hidden.id } }, { image: { image_id: other.id } }],
  });
  expect((await historyOf(parent.id, token)).body).toMatchObject({ siblings: [] });
  await database().update(images).set({ isPublic: false }).where(eq(images.id, parent.id));
  expect((await historyOf(shown.id)).body).toMatchObject({ siblings: [] });
});

test("what the caller may not see is a gap without a recipe, or not there at all", async () => {
  const { token, userId } = await signedIn();
  const secret = { ...recipe, prompt: "a secret wish" };
  const parent = await makeImage({ userId, recipe: secret, prompt: "a secret wish" });
  const shown = await makeImage({ userId, isPublic: true, parentId: parent.id, hadParent: true });
  const child = await makeImage({ userId, parentId: shown.id, hadParent: true, recipe: secret });
  const stranger = await historyOf(shown.id);
  expect(stranger.body).toMatchObject({
    steps: [{ image: null, recipe: null }, { image: { image_id: shown.id } }],
    children: [],
  });
  for (const hidden of ["secret wish", parent.uuid, child.uuid]) expect(stranger.text).not.toContain(hidden);
  const own = await historyOf(shown.id, token);
  expect(own.body).toMatchObject({
    steps: [{ image: { image_id: parent.id }, recipe: secret }, {}],
    children: [{ image: { image_id: child.id } }],
  });
});

test("a private picture and a missing one are the same 404; one being made is its maker's 404", async () => {
  const { token, userId } = await signedIn();
  const hidden = await makeImage({ userId });
  const pending = await makeImage({ userId, state: "pending" });
  const answers = [await historyOf(hidden.id), await historyOf(noSuchId), await historyOf("0"), await historyOf("x")];
  for (const { status, body } of answers) {
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: "not_found", error: "There is nothing here." });
  }
  expect((await historyOf(pending.id)).body).toMatchObject({ code: "not_found" });
  expect((await historyOf(pending.id, token)).body).toMatchObject({ code: "not_ready" });
});

test("the old status route tells what it knows, to whom it may, and that it is deprecated", async () => {
  const { token, userId } = await signedIn();
  const now = clock.now();
  const [generation] = await database()
    .insert(generations)
    .values({
      uuid: newUuid(),
      userId,
      status: "running",
      backendKind: "builtin",
      model: "painter",
      params: {},
      seed: 1,
      width: 64,
      height: 64,
      createdAt: now,
      updatedAt: now,
    })
    .$returningId();
  const pending = await makeImage({ userId, state: "pending", generationId: generation?.id });
  const shown = await makeImage({ userId: (await makeUser()).id, isPublic: true });
  const unknown = { status: 200, deprecation: "true", body: { status: "unknown" } };
  expect(await statusOf(`?image_id=${pending.id}`, token)).toMatchObject({ body: { status: "running" } });
  expect(await statusOf(`?image_id=${pending.id}`)).toEqual(unknown);
  expect(await statusOf(`?image_id=${shown.id}&api_provider_name=ComfyUI`)).toMatchObject({
    body: { status: "succeeded" },
  });
  expect(await statusOf("")).toEqual(unknown);
  expect(await statusOf("?image_id=abc")).toEqual(unknown);
  await database().update(images).set({ isPublic: false });
  expect(await statusOf(`?image_id=${shown.id}`)).toEqual(unknown);
});
