import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { saveSetting } from "@/db/queries/settings";
import { blobs, images, variants } from "@/db/schema";
import { makeBlob, makeImage, makeUser, viewerOf } from "@/db/testing";
import { guestCookie, welcomeGuest } from "@/lib/auth/guests";
import { clock } from "@/lib/clock";
import { type MediaVariant, mediaUrl, mediaVariants } from "@/lib/images/schema";
import { storage } from "@/lib/storage";
import { blobKey } from "@/lib/storage/key";
import { type Asking, ask, startTestServer, type TestServer } from "./testing";

type Image = typeof images.$inferSelect;

let server: TestServer;
/** Who may come, and with which headers they do. */
const who: Record<string, Record<string, string>> = { nobody: {} };
let owner: { userId: number };
let guest: { guestId: number };

beforeAll(async () => {
  server = await startTestServer();
  const user = await makeUser();
  owner = { userId: user.id };
  server.signedIn.set("owner", viewerOf(user));
  server.signedIn.set("other", viewerOf(await makeUser()));
  server.signedIn.set("admin", viewerOf(await makeUser({ role: "admin" })));
  for (const name of ["owner", "other", "admin"]) who[name] = { Authorization: `Bearer test-${name}` };
  const visitor = await welcomeGuest();
  guest = { guestId: visitor.viewer.id };
  who.guest = { Cookie: `${guestCookie}=${visitor.token}` };
  who.otherGuest = { Cookie: `${guestCookie}=${(await welcomeGuest()).token}` };
});

afterAll(() => server.close());

/** A blob whose files really are there: a full picture and the variants that are smaller than its longest side. */
async function store(sidePx = 1500, format: "png" | "jpeg" = "png") {
  const pixels = { width: sidePx, height: 8, channels: 3 as const, background: { r: randomBytes(1)[0], g: 80, b: 9 } };
  const noise = randomBytes(16).toString("hex");
  const full = await sharp({ create: pixels })
    .withExif({ IFD0: { Copyright: noise } })
    [format]()
    .toBuffer();
  const sha256 = createHash("sha256").update(full).digest("hex");
  const blob = await makeBlob({ sha256, mime: `image/${format}`, bytes: full.length, width: sidePx, height: 8 });
  await storage().put(blobKey(sha256, `full.${format === "png" ? "png" : "jpg"}`), full);
  for (const name of ["320", "640", "1280"].filter((size) => Number(size) < sidePx)) {
    const bytes = Buffer.from(`${name} of ${sha256}`);
    await storage().put(blobKey(sha256, `${name}.webp`), bytes);
    await database()
      .insert(variants)
      .values({ blobId: blob.id, name, mime: "image/webp", bytes: bytes.length, width: Number(name), height: 8 });
  }
  return { blob, full };
}

async function picture(values: Partial<typeof images.$inferInsert> = {}): Promise<Image & { full: Buffer }> {
  const { blob, full } = await store();
  return { ...(await makeImage({ blobId: blob.id, ...values })), full };
}

function get(image: Pick<Image, "uuid">, variant: string, viewer = "nobody", asking: Asking = {}) {
  return ask(server.port, `/media/${image.uuid}/${variant}`, {
    ...asking,
    headers: { ...who[viewer], ...asking.headers },
  });
}

describe("who sees which bytes", () => {
  const everyone = ["nobody", "guest", "otherGuest", "owner", "other", "admin"];
  const now = clock.now();
  const matrix: [string, () => Partial<typeof images.$inferInsert>, string[]][] = [
    ["public", () => ({ ...owner, isPublic: true }), everyone],
    ["a guest's public, kept", () => ({ ...guest, isPublic: true }), everyone],
    ["private", () => ({ ...owner }), ["owner"]],
    ["a guest's private", () => ({ ...guest }), ["guest"]],
    ["temporary, public", () => ({ ...owner, isPublic: true, isTemp: true }), ["owner"]],
    ["a guest's temporary", () => ({ ...guest, isPublic: true, isTemp: true }), ["guest"]],
    ["pending", () => ({ ...owner, isPublic: true, state: "pending" as const }), []],
    ["failed", () => ({ ...owner, isPublic: true, state: "failed" as const }), []],
    ["trashed", () => ({ ...owner, isPublic: true, trashedAt: now }), []],
    ["hidden by a moderator", () => ({ ...owner, isPublic: true, hiddenAt: now }), []],
    ["nobody's, private", () => ({}), []],
  ];

  it.each(matrix)("%s", async (_case, values, allowed) => {
    const image = await picture(values());
    for (const viewer of everyone) {
      for (const variant of mediaVariants) {
        const answered = await get(image, variant, viewer);
        expect([viewer, variant, answered.status]).toEqual([viewer, variant, allowed.includes(viewer) ? 200 : 404]);
        if (answered.status === 404) expectNothing(answered);
        else if (variant === "full") expect(answered.body.equals(image.full)).toBe(true);
        else expect(answered.body.toString()).toMatch(new RegExp(`^${variant} of `));
      }
    }
  });

  it("is the same 404 for a private, a missing and a malformed picture", async () => {
    const hidden = await picture({ ...owner });
    const paths = [
      `/media/${hidden.uuid}/full`,
      "/media/6f9619ff-8b86-4d01-b42d-00c04fc964ff/full",
      `/media/${hidden.uuid}/999`,
      `/media/${hidden.uuid}/full/more`,
      `/media/${hidden.uuid}`,
      "/media/../../etc/passwd".replaceAll("../", "x/"),
      "/media/",
      `/media/${hidden.uuid.toUpperCase()}/full`,
      `/media/${hidden.uuid}/full?download=webp`,
      `/media/${hidden.uuid}/full?v=1`,
    ];
    const answers = await Promise.all(paths.map((one) => ask(server.port, one, { headers: who.other })));
    const plain = answers.map(({ status, headers, body }) => {
      const { "x-request-id": id, date, ...rest } = headers;
      return { status, rest, body: body.toString().replace(String(id), "") };
    });
    for (const answer of plain) expect(answer).toEqual(plain[0]);
    expect(plain[0].status).toBe(404);
  });

  it("ends on the next request when a picture is made private", async () => {
    const image = await picture({ ...owner, isPublic: true });
    const etag = String((await get(image, "320")).headers.etag);
    await database().update(images).set({ isPublic: false }).where(eq(images.id, image.id));
    expect((await get(image, "320")).status).toBe(404);
    expect((await get(image, "320", "nobody", { headers: { "If-None-Match": etag } })).status).toBe(404);
    expect((await get(image, "320", "owner")).status).toBe(200);
  });

  it("never is taken for anonymous with a bad token", async () => {
    const image = await picture({ ...owner, isPublic: true });
    const answered = await get(image, "320", "nobody", { headers: { Authorization: "Bearer nonsense" } });
    expect([answered.status, answered.json()]).toMatchObject([401, { code: "invalid_token" }]);
  });

  it("is answered rightly to many who ask at once", async () => {
    const [open, closed] = await Promise.all([picture({ isPublic: true }), picture({ ...owner })]);
    const asked = Array.from({ length: 40 }, (_, n) => ({
      image: n % 2 ? open : closed,
      viewer: n % 4 < 2 ? "owner" : "other",
    }));
    const answers = await Promise.all(asked.map(({ image, viewer }) => get(image, "640", viewer)));
    expect(answers.map(({ status }) => status)).toEqual(
      asked.map(({ image, viewer }) => (image === open || viewer === "owner" ? 200 : 404)),
    );
  });
});

function expectNothing({ headers, body }: Awaited<ReturnType<typeof ask>>) {
  expect(JSON.parse(body.toString())).toMatchObject({ success: false, code: "not_found" });
  expect(headers["cache-control"]).toBe("private, no-store");
  expect(headers.etag ?? headers["content-disposition"]).toBeUndefined();
}

describe("variants", () => {
  it.each([
    [1500, { "320": "320", "640": "640", "1280": "1280", full: "full" }],
    [700, { "320": "320", "640": "640", "1280": "full", full: "full" }],
    [200, { "320": "full", "640": "full", "1280": "full", full: "full" }],
  ])("of a picture of %i pixels are never missing", async (sidePx, expected) => {
    const { blob, full } = await store(sidePx);
    const image = await makeImage({ blobId: blob.id, isPublic: true });
    for (const variant of mediaVariants) {
      const { status, body, headers } = await get(image, variant);
      const got = body.equals(full) ? "full" : body.toString().split(" ")[0];
      expect([variant, status, got]).toEqual([variant, 200, expected[variant as MediaVariant]]);
      expect(headers["content-type"]).toBe(got === "full" ? "image/png" : "image/webp");
    }
  });

  it("come from the next larger one when one is lost", async () => {
    const { blob } = await store();
    await database().delete(variants).where(eq(variants.name, "320"));
    const image = await makeImage({ blobId: blob.id, isPublic: true });
    expect((await get(image, "320")).body.toString()).toMatch(/^640 of /);
  });

  it.each([
    ["full", "full.png"],
    ["640", "640.webp"],
  ])("are a 404 like any other when the file of %s is gone", async (variant, file) => {
    const image = await picture({ isPublic: true });
    await storage().remove(blobKey(await shaOf(image), file));
    for (const method of ["GET", "HEAD"]) expect((await get(image, variant, "nobody", { method })).status).toBe(404);
    expectNothing(await get(image, variant));
    expect((await get(image, "320")).status).toBe(200);
  });
});

async function shaOf(image: Image): Promise<string> {
  const [row] = await database()
    .select({ sha256: blobs.sha256 })
    .from(blobs)
    .where(eq(blobs.id, image.blobId ?? 0));
  return row.sha256;
}

function withVersion(image: Image, variant: MediaVariant, viewer = "nobody", version = image.version) {
  return ask(server.port, mediaUrl(image.uuid, variant, version), { headers: who[viewer] });
}

describe("caches", () => {
  const forGood = "private, max-age=31536000, immutable";

  it("keep an address with the current version for good, others not", async () => {
    const image = await picture({ ...owner, version: 3 });
    const control = async (path: string) =>
      (await ask(server.port, `/media/${image.uuid}/${path}`, { headers: who.owner })).headers["cache-control"];
    expect(await control("320?v=3")).toBe(forGood);
    for (const path of ["320", "320?v=2", "320?v=4", "320?v=", "320?v=3x", "full?w=3"]) {
      expect(await control(path)).toBe("private, no-cache");
    }
  });

  it("shared ones keep nothing unless the setting says so, and then only what everyone may see", async () => {
    const open = await picture({ ...owner, isPublic: true });
    const closed = await picture({ ...owner });
    const temporary = await picture({ ...owner, isPublic: true, isTemp: true });
    expect((await withVersion(open, "320")).headers["cache-control"]).toBe(forGood);
    await saveSetting(database(), "cdn_cache_seconds", 600);
    const shared = await withVersion(open, "320", "owner");
    expect(shared.headers["cache-control"]).toBe("public, max-age=31536000, s-maxage=600, immutable");
    expect(shared.headers.vary).toBeUndefined();
    for (const image of [closed, temporary]) {
      const answered = await withVersion(image, "320", "owner");
      expect([answered.headers["cache-control"], answered.headers.vary]).toEqual([forGood, "Cookie, Authorization"]);
    }
    expect((await withVersion(open, "320", "nobody", 99)).headers["cache-control"]).toBe("private, no-cache");
    await saveSetting(database(), "cdn_cache_seconds", 0);
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
    const image = await picture({ ...owner });
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
    const image = await picture({ ...owner, prompt: "a fox in the snow" });
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
    expect((await ask(server.port, "/media/styles/pencil?v=1")).status).toBe(404);
    const bytes = Buffer.from("a preview");
    await storage().put("styles/pencil.webp", bytes);
    const answered = await ask(server.port, "/media/styles/pencil?v=1");
    expect([answered.status, answered.body.toString()]).toEqual([200, "a preview"]);
    expect(answered.headers).toMatchObject({ "content-type": "image/webp", "cache-control": "public, max-age=86400" });
    expect((await ask(server.port, "/media/styles/pencil")).headers["cache-control"]).toBe("no-cache");
  });

  it.each(["..%2f..%2fsecret", "Pencil", "a/b", "", ".webp"])("never lead elsewhere: %s", async (slug) => {
    expect((await ask(server.port, `/media/styles/${slug}`)).status).toBe(404);
  });
});
