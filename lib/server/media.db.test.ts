import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { images, variants } from "@/db/schema";
import { makeImage } from "@/db/testing";
import { clock } from "@/lib/clock";
import { type MediaVariant, mediaVariants } from "@/lib/images/schema";
import { storage } from "@/lib/storage";
import { blobKey } from "@/lib/storage/key";
import { picture, type Scene, shaOf, startScene, store } from "./testing/pictures";
import { ask } from "./testing/server";

let scene: Scene;
const get: Scene["get"] = (...args) => scene.get(...args);

beforeAll(async () => {
  scene = await startScene();
});

afterAll(() => scene.server.close());

describe("who sees which bytes", () => {
  const everyone = ["nobody", "guest", "otherGuest", "owner", "other", "admin"];
  const now = clock.now();
  const matrix: [string, () => Partial<typeof images.$inferInsert>, string[]][] = [
    ["public", () => ({ ...scene.owner, isPublic: true }), everyone],
    ["a guest's public, kept", () => ({ ...scene.guest, isPublic: true }), everyone],
    ["private", () => ({ ...scene.owner }), ["owner"]],
    ["a guest's private", () => ({ ...scene.guest }), ["guest"]],
    ["temporary, public", () => ({ ...scene.owner, isPublic: true, isTemp: true }), ["owner"]],
    ["a guest's temporary", () => ({ ...scene.guest, isPublic: true, isTemp: true }), ["guest"]],
    ["pending", () => ({ ...scene.owner, isPublic: true, state: "pending" as const }), []],
    ["failed", () => ({ ...scene.owner, isPublic: true, state: "failed" as const }), []],
    ["trashed", () => ({ ...scene.owner, isPublic: true, trashedAt: now }), ["owner"]],
    ["a guest's trashed", () => ({ ...scene.guest, trashedAt: now }), ["guest"]],
    ["trashed and hidden", () => ({ ...scene.owner, trashedAt: now, hiddenAt: now }), []],
    ["hidden by a moderator", () => ({ ...scene.owner, isPublic: true, hiddenAt: now }), ["owner"]],
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
    const hidden = await picture({ ...scene.owner });
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
    const answers = await Promise.all(paths.map((one) => ask(scene.server.port, one, { headers: scene.who.other })));
    const plain = answers.map(({ status, headers, body }) => {
      const { "x-request-id": id, date, ...rest } = headers;
      return { status, rest, body: body.toString().replace(String(id), "") };
    });
    for (const answer of plain) expect(answer).toEqual(plain[0]);
    expect(plain[0].status).toBe(404);
  });

  it("ends on the next request when a picture is made private", async () => {
    const image = await picture({ ...scene.owner, isPublic: true });
    const etag = String((await get(image, "320")).headers.etag);
    await database().update(images).set({ isPublic: false }).where(eq(images.id, image.id));
    expect((await get(image, "320")).status).toBe(404);
    expect((await get(image, "320", "nobody", { headers: { "If-None-Match": etag } })).status).toBe(404);
    expect((await get(image, "320", "owner")).status).toBe(200);
  });

  it("never is taken for anonymous with a bad token", async () => {
    const image = await picture({ ...scene.owner, isPublic: true });
    const answered = await get(image, "320", "nobody", { headers: { Authorization: "Bearer nonsense" } });
    expect([answered.status, answered.json()]).toMatchObject([401, { code: "invalid_token" }]);
  });

  it("is answered rightly to many who ask at once", async () => {
    const [open, closed] = await Promise.all([picture({ isPublic: true }), picture({ ...scene.owner })]);
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
