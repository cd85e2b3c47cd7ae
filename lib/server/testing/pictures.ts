import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { database } from "@/db/client";
import { blobs, type images, variants } from "@/db/schema";
import { makeBlob, makeImage, makeUser, viewerOf } from "@/db/testing";
import { guestCookie, welcomeGuest } from "@/lib/auth/guests";
import { storage } from "@/lib/storage";
import { blobKey } from "@/lib/storage/key";
import { type Asking, ask, startTestServer, type TestServer } from "./server";

export type Image = typeof images.$inferSelect;

/** A server, who may come to it, and with which headers they do. */
export interface Scene {
  server: TestServer;
  who: Record<string, Record<string, string>>;
  owner: { userId: number };
  guest: { guestId: number };
  get(image: Pick<Image, "uuid">, path: string, viewer?: string, asking?: Asking): ReturnType<typeof ask>;
}

/** For tests: a server with an owner, another user, an administrator and two guests. */
export async function startScene(): Promise<Scene> {
  const server = await startTestServer();
  const who: Scene["who"] = { nobody: {} };
  const user = await makeUser();
  server.signedIn.set("owner", viewerOf(user));
  server.signedIn.set("other", viewerOf(await makeUser()));
  server.signedIn.set("admin", viewerOf(await makeUser({ role: "admin" })));
  for (const name of ["owner", "other", "admin"]) who[name] = { Authorization: `Bearer test-${name}` };
  const visitor = await welcomeGuest();
  who.guest = { Cookie: `${guestCookie}=${visitor.token}` };
  who.otherGuest = { Cookie: `${guestCookie}=${(await welcomeGuest()).token}` };
  return {
    server,
    who,
    owner: { userId: user.id },
    guest: { guestId: visitor.viewer.id },
    get: (image, path, viewer = "nobody", asking = {}) =>
      ask(server.port, `/media/${image.uuid}/${path}`, { ...asking, headers: { ...who[viewer], ...asking.headers } }),
  };
}

/** A blob whose files really are there: a full picture and the variants that are smaller than its longest side. */
export async function store(sidePx = 1500, format: "png" | "jpeg" = "png") {
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

/** For tests: a picture whose files are there. */
export async function picture(values: Partial<typeof images.$inferInsert> = {}): Promise<Image & { full: Buffer }> {
  const { blob, full } = await store();
  return { ...(await makeImage({ blobId: blob.id, ...values })), full };
}

/** For tests: the name of a picture's bytes. */
export async function shaOf(image: Image): Promise<string> {
  const [row] = await database()
    .select({ sha256: blobs.sha256 })
    .from(blobs)
    .where(eq(blobs.id, image.blobId ?? 0));
  return row.sha256;
}
