import { readdir, readlink } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { findUserByEmail } from "@/db/queries/users";
import { makeBlob, makeImage, makeUser, noSuchId, resetDatabase } from "@/db/testing";
import { newAddress } from "@/lib/accounts/testing";
import { env } from "@/lib/env";
import { limits } from "@/lib/limits";
import { storage } from "@/lib/storage";
import { pictureKey } from "@/lib/storage/pictures";
import { readZip } from "@/lib/testing/read-zip";
import { newAccount } from "../testing";
import { POST } from "./archive/route";

beforeEach(resetDatabase);

interface Sent {
  body: string;
  type?: string;
  token?: string;
  headers?: Record<string, string>;
}

function send({ body, type = "application/json", token, headers = {} }: Sent): Promise<Response> {
  const all = new Headers({ "content-type": type, "x-atelier-address": newAddress(), ...headers });
  if (token) all.set("authorization", `Bearer ${token}`);
  const request = new Request("http://127.0.0.1:3000/api/images/archive", { method: "POST", body, headers: all });
  return POST(request, { params: Promise.resolve({}) });
}

const sendIds = (ids: unknown, token?: string) => send({ body: JSON.stringify({ ids }), token });
const filesOf = async (answer: Response) => readZip(Buffer.from(await answer.arrayBuffer()));
const codeOf = async (answer: Response) => [answer.status, (await answer.json()).code];

/** A picture with real bytes in the storage. */
async function stored(bytes: Buffer, values: Parameters<typeof makeImage>[0] = {}) {
  const blob = await makeBlob({ mime: "image/png", bytes: bytes.length });
  await storage().put(pictureKey(blob.sha256, "image/png"), bytes);
  return makeImage({ blobId: blob.id, ...values });
}

async function signedIn() {
  const { email, accessToken: token } = await newAccount();
  const user = await findUserByEmail(email);
  if (!user) throw new Error("no account");
  return { token, user };
}

describe("what is in it", () => {
  test("the originals one may see, uncompressed, by readable names, and how they were made", async () => {
    const { token, user } = await signedIn();
    const other = (await makeUser()).id;
    const recipe = {
      backend: "builtin",
      model: "painter",
      version: 3,
      prompt: "a fox",
      negativePrompt: null,
      style: null,
      strength: null,
      params: {},
      seed: 9,
      width: 640,
      height: 480,
    };
    const own = await stored(Buffer.from("own"), { userId: user.id, prompt: "a fox", recipe, kind: "generated" });
    const same = await stored(Buffer.from("same name"), { userId: user.id, title: "A FOX" });
    const theirs = await stored(Buffer.from("theirs"), { userId: other, isPublic: true, name: "夕焼け.png" });
    const hidden = await stored(Buffer.from("hidden"), { userId: other });
    const trashed = await stored(Buffer.from("trashed"), { userId: user.id, trashedAt: new Date() });
    const gone = await makeImage({ userId: user.id });
    const ids = [theirs.id, own.id, hidden.id, trashed.id, gone.id, same.id, noSuchId, own.id];
    const answer = await sendIds(ids, token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/zip");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="atelier-\d{4}-\d\d-\d\d\.zip"$/);
    const files = await filesOf(answer);
    expect(
      files.map(({ name, bytes, method }) => [name, method, name.endsWith("json") ? "" : bytes.toString()]),
    ).toEqual([
      ["夕焼け.png", 0, "theirs"],
      ["a fox.png", 0, "own"],
      ["A FOX (2).png", 0, "same name"],
      ["recipes.json", 0, ""],
    ]);
    const recipes = JSON.parse(files.at(-1)?.bytes.toString() ?? "");
    expect(recipes).toHaveLength(3);
    expect(recipes[1]).toEqual({
      file: "a fox.png",
      id: own.id,
      uuid: own.uuid,
      title: null,
      prompt: "a fox",
      recipe,
      maker: { name: user.name, handle: user.handle },
      createdAt: own.createdAt.toISOString(),
    });
  });

  test("nobody gets what everyone may see; nothing to be seen is the same as nothing there", async () => {
    const hidden = await stored(Buffer.from("hidden"), { userId: (await makeUser()).id });
    const shown = await stored(Buffer.from("shown"), { isPublic: true });
    expect((await filesOf(await sendIds([hidden.id, shown.id]))).map(({ name }) => name)).toEqual([
      "picture.png",
      "recipes.json",
    ]);
    const refusals = await Promise.all([sendIds([hidden.id]), sendIds([noSuchId])].map(async (a) => codeOf(await a)));
    expect(refusals).toEqual([
      [404, "not_found"],
      [404, "not_found"],
    ]);
  });
});

describe("how it is asked for", () => {
  const type = "application/x-www-form-urlencoded";
  const site = "http://127.0.0.1:3000";

  test("a page's plain form downloads it, with one field or many", async () => {
    const one = await stored(Buffer.from("1"), { isPublic: true });
    const two = await stored(Buffer.from("2"), { isPublic: true });
    for (const body of [`ids=${one.id}%2C+${two.id}`, `ids=${one.id}&ids=${two.id}`]) {
      const answer = await send({ body, type, headers: { origin: site, cookie: "theme=dark" } });
      expect((await filesOf(answer)).map(({ bytes }) => bytes.toString()).slice(0, 2)).toEqual(["1", "2"]);
    }
  });

  test("no other site can have a visitor's browser fetch it", async () => {
    const { id } = await stored(Buffer.from("1"), { isPublic: true });
    const body = `ids=${id}`;
    const from = (headers: Record<string, string>) => send({ body, type, headers }).then(codeOf);
    expect(await from({ origin: "https://elsewhere.example" })).toEqual([403, "cross_site"]);
    expect(await from({ "sec-fetch-site": "cross-site" })).toEqual([403, "cross_site"]);
    expect(await from({ cookie: "atelier=1" })).toEqual([403, "cross_site"]);
    expect((await send({ body, type })).status).toBe(200);
  });

  test.each([
    ["none", "{}"],
    ["an empty list", '{"ids":[]}'],
    ["too many", JSON.stringify({ ids: Array.from({ length: limits.bulkMax + 1 }, (_, n) => n + 1) })],
    ["text that is no number", '{"ids":"1,a"}'],
    ["numbers in other clothes", '{"ids":"0x10"}'],
    ["a list of texts", '{"ids":["1"]}'],
    ["no whole number", '{"ids":[1.5]}'],
    ["a gap", '{"ids":"1,,2"}'],
  ])("%s is 422", async (_what, body) => expect(await codeOf(await send({ body }))).toEqual([422, "invalid"]));

  test("another kind of body is 415", async () => {
    expect(await codeOf(await send({ body: "ids=1", type: "text/plain" }))).toEqual([415, "unsupported_media_type"]);
  });
});

test("who leaves in the middle has nothing read any more", async () => {
  const big = await stored(Buffer.alloc(20_000_000, 7), { isPublic: true });
  const openPictures = async () => {
    const links = await Promise.all(
      (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
    );
    return links.filter((link) => link.startsWith(path.join(env().dataDir, "images")));
  };
  const reader = (await sendIds([big.id])).body?.getReader();
  if (!reader) throw new Error("no body");
  for (let bytes = 0; bytes < 1_000_000; ) bytes += (await reader.read()).value?.length ?? 0;
  expect(await openPictures()).toHaveLength(1);
  await reader.cancel();
  await expect.poll(openPictures, { timeout: 5000 }).toEqual([]);
});
