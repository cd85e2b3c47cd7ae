import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { images } from "@/db/schema";
import { type MediaVariant, mediaUrl } from "@/lib/images/schema";
import { storage } from "@/lib/storage";
import { type Image, picture, type Scene, startScene } from "./testing/pictures";
import { ask } from "./testing/server";

let scene: Scene;
const get: Scene["get"] = (...args) => scene.get(...args);

beforeAll(async () => {
  scene = await startScene();
});

afterAll(() => scene.server.close());

function withVersion(image: Image, variant: MediaVariant, viewer = "nobody", version = image.version) {
  return ask(scene.server.port, mediaUrl(image.uuid, variant, version), { headers: scene.who[viewer] });
}

describe("caches", () => {
  const forGood = "private, max-age=31536000, immutable";

  it("keep an address with the current version for good, others not", async () => {
    const image = await picture({ ...scene.owner, version: 3 });
    const control = async (path: string) =>
      (await ask(scene.server.port, `/media/${image.uuid}/${path}`, { headers: scene.who.owner })).headers[
        "cache-control"
      ];
    expect(await control("320?v=3")).toBe(forGood);
    for (const path of ["320", "320?v=2", "320?v=4", "320?v=", "320?v=3x", "full?w=3"]) {
      expect(await control(path)).toBe("private, no-cache");
    }
  });

  it("shared ones keep nothing unless the setting says so, and then only what everyone may see", async () => {
    const open = await picture({ ...scene.owner, isPublic: true });
    const closed = await picture({ ...scene.owner });
    const temporary = await picture({ ...scene.owner, isPublic: true, isTemp: true });
    expect((await withVersion(open, "320")).headers["cache-control"]).toBe(forGood);
    await saveSetting(database(), "cdn_cache_seconds", 600);
    const shared = await withVersion(open, "320", "owner");
    expect(shared.headers["cache-control"]).toBe("public, max-age=31536000, s-maxage=600, immutable");
    expect(shared.headers.vary).toBeUndefined();
    for (const image of [closed, temporary]) {
      const answered = await withVersion(image, "320", "owner");
      expect([answered.headers["cache-control"], answered.headers.vary]).toEqual([
        forGood,
        "Cookie, Authorization, Origin",
      ]);
    }
    expect((await withVersion(open, "320", "nobody", 99)).headers["cache-control"]).toBe("private, no-cache");
    await saveSetting(database(), "cdn_cache_seconds", 0);
  });

  it("other sites show what everyone may see, and nothing else", async () => {
    const policy = async (image: Image) =>
      (await withVersion(image, "320", "owner")).headers["cross-origin-resource-policy"];
    expect(await policy(await picture({ ...scene.owner, isPublic: true }))).toBe("cross-origin");
    expect(await policy(await picture({ ...scene.owner }))).toBe("same-origin");
    expect(await policy(await picture({ ...scene.owner, isPublic: true, isTemp: true }))).toBe("same-origin");
  });

  it("ask again with the tag they have, which changes with variant and version", async () => {
    const image = await picture({ isPublic: true });
    const first = await get(image, "640");
    const etag = String(first.headers.etag);
    const again = await get(image, "640", "nobody", { headers: { "If-None-Match": `"x", W/${etag}` } });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
    expect(again.headers["cache-control"]).toBe(first.headers["cache-control"]);
    expect((await get(image, "320", "nobody", { headers: { "If-None-Match": etag } })).status).toBe(200);
    await database().update(images).set({ version: 2 }).where(eq(images.id, image.id));
    expect((await get(image, "640", "nobody", { headers: { "If-None-Match": etag } })).status).toBe(200);
  });

  it("get answers that run nothing", async () => {
    const { headers } = await get(await picture({ isPublic: true }), "full");
    expect(headers).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "accept-ranges": "bytes",
    });
    expect(headers["content-disposition"]).toMatch(/^inline; filename="picture.png"/);
  });
});

describe("parts", () => {
  it.each([
    ["bytes=0-9", 206, 0, 10],
    ["bytes=10-", 206, 10, undefined],
    ["bytes=-7", 206, -7, undefined],
    ["bytes=0-999999999", 206, 0, undefined],
    ["bytes=0-1,4-5", 200, 0, undefined],
    ["lines=1-2", 200, 0, undefined],
  ])("%s", async (range, status, start, end) => {
    const image = await picture({ isPublic: true });
    const answered = await get(image, "full", "nobody", { headers: { Range: range } });
    const expected = image.full.subarray(start, end);
    expect([answered.status, answered.body.equals(expected)]).toEqual([status, true]);
    expect(answered.headers["content-length"]).toBe(String(expected.length));
    const from = start < 0 ? image.full.length + start : start;
    const span = `bytes ${from}-${from + expected.length - 1}/${image.full.length}`;
    expect(answered.headers["content-range"]).toBe(status === 206 ? span : undefined);
  });

  it("outside the file are 416, with its length", async () => {
    const image = await picture({ isPublic: true });
    const answered = await get(image, "full", "nobody", { headers: { Range: `bytes=${image.full.length}-` } });
    expect([answered.status, answered.headers["content-range"]]).toEqual([416, `bytes */${image.full.length}`]);
    expect((await get(image, "full", "nobody", { method: "HEAD", headers: { Range: "bytes=0-1" } })).status).toBe(200);
  });

  it("go on only with the bytes they began with", async () => {
    const image = await picture({ isPublic: true });
    const etag = String((await get(image, "full")).headers.etag);
    const resume = (tag: string) => get(image, "full", "nobody", { headers: { Range: "bytes=1-", "If-Range": tag } });
    expect((await resume(etag)).status).toBe(206);
    for (const tag of ['"other"', `W/${etag}`, new Date().toUTCString()]) expect((await resume(tag)).status).toBe(200);
  });
});

describe("methods", () => {
  it("HEAD tells what GET would, without the bytes", async () => {
    const image = await picture({ ...scene.owner });
    const [got, head] = [await get(image, "full", "owner"), await get(image, "full", "owner", { method: "HEAD" })];
    const telling = ["content-length", "content-type", "etag", "cache-control", "content-disposition"];
    for (const name of telling) expect(head.headers[name]).toBe(got.headers[name]);
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect((await get(image, "full", "other", { method: "HEAD" })).status).toBe(404);
  });

  it("others are not allowed", async () => {
    const answered = await get(await picture({ isPublic: true }), "full", "nobody", { method: "DELETE" });
    expect([answered.status, answered.headers.allow]).toEqual([405, "GET, HEAD"]);
  });
});

describe("downloads", () => {
  it.each([
    ["png", "png"],
    ["jpeg", "jpg"],
    ["webp", "webp"],
  ])("come as %s with a readable name", async (format, extension) => {
    const image = await picture({ ...scene.owner, prompt: "a fox in the snow" });
    const answered = await get(image, `full?download=${format}`, "owner");
    expect(answered.status).toBe(200);
    expect((await sharp(answered.body).metadata()).format).toBe(format);
    expect(answered.headers).toMatchObject({
      "content-type": `image/${format}`,
      "cache-control": "private, no-cache",
      "content-length": String(answered.body.length),
    });
    expect(answered.headers["content-disposition"]).toMatch(
      new RegExp(`^attachment; filename="a fox in the snow.${extension}"`),
    );
    if (format === "png") expect(answered.body.equals(image.full)).toBe(true);
    expect((await get(image, `full?download=${format}`, "other")).status).toBe(404);
    const known = { headers: { "If-None-Match": String(answered.headers.etag) } };
    expect((await get(image, `full?download=${format}`, "owner", known)).status).toBe(304);
  });

  it("in other formats are refused", async () => {
    const image = await picture({ isPublic: true });
    for (const format of ["gif", "svg", "", "png/../x"]) {
      expect((await get(image, `full?download=${format}`)).status).toBe(400);
    }
  });
});

describe("previews of styles", () => {
  it("are there for all once they are made", async () => {
    expect((await ask(scene.server.port, "/media/styles/pencil?v=1")).status).toBe(404);
    const bytes = Buffer.from("a preview");
    await storage().put("styles/pencil.webp", bytes);
    const answered = await ask(scene.server.port, "/media/styles/pencil?v=1");
    expect([answered.status, answered.body.toString()]).toEqual([200, "a preview"]);
    expect(answered.headers).toMatchObject({ "content-type": "image/webp", "cache-control": "public, max-age=86400" });
    expect((await ask(scene.server.port, "/media/styles/pencil")).headers["cache-control"]).toBe("no-cache");
  });

  it.each(["..%2f..%2fsecret", "Pencil", "a/b", "", ".webp"])("never lead elsewhere: %s", async (slug) => {
    expect((await ask(scene.server.port, `/media/styles/${slug}`)).status).toBe(404);
  });
});
