import { afterEach, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { backends, guests, models } from "@/db/schema";
import { makeImage, noSuchId } from "@/db/testing";
import { plainPng } from "@/e2e/pictures/make";
import { guestCookie } from "@/lib/auth/guests";
import { limits } from "@/lib/limits";
import { fillInStyles } from "@/lib/styles/service";
import * as applySteps from "./images/[id]/apply-steps/route";
import * as batchStyleChange from "./images/batch-style-change/route";
import * as styleChange from "./images/style-change/route";
import * as upload from "./images/upload/route";
import { type Answered, ask } from "./testing";
import { formWith } from "./testing/refusals";
import { makeShown } from "./testing/shown";

let styleId: number;
let shown: number;
let hidden: number;
let styled: number;

beforeAll(async () => {
  await fillInStyles();
  const { userId, ...made } = await makeShown();
  ({ style: styleId, plain: shown, styled } = made);
  hidden = (await makeImage({ userId })).id;
});
afterEach(() => saveSetting(database(), "guest_use", "builtin"));

const headers = { origin: "http://127.0.0.1:3000" };
const change = (body: object) => ask(styleChange, "POST", { headers, body });
const batch = (body: object) => ask(batchStyleChange, "POST", { body });
const steps = (id: number, image: number) =>
  ask(applySteps, "POST", { params: { id: String(id) }, body: { image_ids: [image] } });
const send = (body: FormData) => ask(upload, "POST", { body });

const made: [string, () => Promise<Answered>][] = [
  ["a picture in another style", () => change({ image_id: shown, style_id: styleId })],
  ["many pictures in many styles", () => batch({ image_ids: [shown, styled], style_ids: [styleId] })],
  ["the steps to another picture", () => steps(styled, shown)],
  ["an upload", () => send(formWith(plainPng(64, 48)))],
];

test.each(made)("%s makes one guest of a visitor, who is given the cookie and the token", async (_what, call) => {
  const before = await database().$count(guests);
  const { status, headers: told, body } = await call();
  expect([200, 201, 202]).toContain(status);
  expect(body).toMatchObject({ guest_token: expect.any(String) });
  expect(told.get("set-cookie")).toContain(`${guestCookie}=`);
  expect(await database().$count(guests)).toBe(before + 1);
});

const refused: [string, number, string, () => Promise<Answered>][] = [
  ["a style for a missing picture", 404, "not_found", () => change({ image_id: noSuchId, style_id: styleId })],
  ["a style for a private picture", 404, "not_found", () => change({ image_id: hidden, style_id: styleId })],
  ["a missing style", 404, "not_found", () => change({ image_id: shown, style_id: noSuchId })],
  ["a nonsense parameter", 422, "invalid", () => change({ image_id: shown, style_id: styleId, params: { no: 1 } })],
  ["many with a missing picture", 404, "not_found", () => batch({ image_ids: [noSuchId], style_ids: [styleId] })],
  ["many with a missing style", 404, "not_found", () => batch({ image_ids: [shown], style_ids: [noSuchId] })],
  ["the steps to a missing picture", 404, "not_found", () => steps(noSuchId, shown)],
  ["the steps to what was not restyled", 422, "invalid", () => steps(shown, shown)],
  ["no file", 422, "invalid", () => send(new FormData())],
  ["what is no picture", 422, "image_type", () => send(formWith(Buffer.from("GIF89a")))],
  ["a damaged picture", 422, "image_unreadable", () => send(formWith(plainPng(64, 48).subarray(0, 60)))],
  ["a large file", 422, "image_too_large", () => send(formWith(Buffer.alloc(limits.uploadMaxBytes + 1)))],
];

test.each(refused)("%s makes nobody a guest", async (_what, status, code, call) => {
  const before = await database().$count(guests);
  const answered = await call();
  expect([answered.status, answered.body]).toEqual([status, expect.objectContaining({ code })]);
  expect(answered.headers.get("set-cookie")).toBeNull();
  expect(await database().$count(guests)).toBe(before);
});

test.each(made)("%s, where guests may not, makes nobody a guest", async (_what, call) => {
  await saveSetting(database(), "guest_use", "off");
  const before = await database().$count(guests);
  const answered = await call();
  expect([answered.status, answered.body]).toEqual([403, expect.objectContaining({ code: "guests_off" })]);
  expect(answered.headers.get("set-cookie")).toBeNull();
  expect(await database().$count(guests)).toBe(before);
});

test("what is refused only where it is written makes nobody a guest", async () => {
  await database().update(backends).set({ ceilingMicros: 1 });
  await database().update(models).set({ priceMicros: 2 });
  const before = await database().$count(guests);
  const answered = await change({ image_id: shown, style_id: styleId });
  expect([answered.status, answered.body]).toEqual([429, expect.objectContaining({ code: "quota" })]);
  expect(answered.headers.get("set-cookie")).toBeNull();
  expect(await database().$count(guests)).toBe(before);
});
