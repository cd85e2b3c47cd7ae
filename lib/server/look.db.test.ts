import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { auditEntries, images } from "@/db/schema";
import { makeUser, noSuchId, viewerOf } from "@/db/testing";
import { clock } from "@/lib/clock";
import { limits } from "@/lib/limits";
import { decideInput } from "@/lib/moderation/schema";
import { decideImages } from "@/lib/moderation/service/decide";
import { getLooked, lookAtImage } from "@/lib/moderation/service/look";
import type { UserViewer } from "@/lib/viewer";
import { picture, type Scene, startScene } from "./testing/pictures";

let scene: Scene;
let admin: UserViewer;
let colleague: UserViewer;

beforeAll(async () => {
  scene = await startScene();
  const viewer = scene.server.signedIn.get("admin");
  if (viewer?.kind !== "user") throw new Error("no administrator");
  admin = viewer;
  colleague = viewerOf(await makeUser({ role: "admin" }));
  scene.server.signedIn.set("colleague", colleague);
  scene.who.colleague = { Authorization: "Bearer test-colleague" };
});
const now = clock.now;
afterEach(() => {
  clock.now = now;
});
afterAll(async () => {
  await scene.server.close();
  await closeDatabase();
});

const codeOf = (error: unknown) => String(Object(error).code);
const later = (ms: number) => {
  clock.now = () => new Date(now().getTime() + ms);
};

test("an administrator sees a private picture with a reason, alone, for a while, and it is noted", async () => {
  const secret = await picture({ ...scene.owner, title: "A secret" });
  const bytes = (viewer: string, query = "") => scene.get(secret, `320${query}`, viewer).then(({ status }) => status);
  expect([await bytes("admin"), await bytes("owner")]).toEqual([404, 200]);
  const look = await lookAtImage(admin, secret.uuid, "Someone wrote that it shows them.");
  const [entry] = await database()
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subject, `image:${secret.id}`));
  expect(entry).toMatchObject({
    actorId: admin.id,
    action: "picture.look",
    reason: "Someone wrote that it shows them.",
  });
  expect(await getLooked(admin, look)).toMatchObject({ id: secret.id, title: "A secret", isPublic: false });
  expect(await getLooked(colleague, look).catch(codeOf)).toBe("not_found");

  const query = `?look=${look}`;
  const statuses = ["admin", "colleague", "owner", "other", "guest", "nobody"].map((viewer) => bytes(viewer, query));
  expect(await Promise.all(statuses)).toEqual([200, 404, 404, 404, 404, 404]);
  const answered = await scene.get(secret, `full${query}&v=1`, "admin");
  expect(answered.headers["cache-control"]).toBe("private, no-cache");
  // It is at this picture, and at no other.
  expect((await scene.get(await picture(scene.owner), `320${query}`, "admin")).status).toBe(404);
  expect(await bytes("admin")).toBe(404);
  expect(await bytes("admin", `${query}x`)).toBe(404);
});

test("a look ends after ten minutes", async () => {
  const secret = await picture(scene.owner);
  later(-limits.lookMs - 2000);
  const over = await lookAtImage(admin, String(secret.id), "A question of the police.");
  later(-limits.lookMs + 60_000);
  const last = await lookAtImage(admin, `https://pictures.example.org/images/${secret.uuid}?as=stranger`, "The same.");
  clock.now = now;
  expect(await getLooked(admin, over).catch(codeOf)).toBe("not_found");
  expect((await scene.get(secret, `320?look=${over}`, "admin")).status).toBe(404);
  expect((await scene.get(secret, `320?look=${last}`, "admin")).status).toBe(200);
});

test("what is looked at can be decided on, by who looks", async () => {
  const secret = await picture(scene.owner);
  const look = await lookAtImage(admin, secret.uuid, "Reported by mail.");
  const decide = (viewer: UserViewer, id: number) =>
    decideImages(viewer, decideInput.parse({ decision: "hide", ids: [id], reason: "Against the law.", look }));
  expect([await decide(colleague, secret.id), await decide(admin, (await picture(scene.owner)).id)]).toEqual([0, 0]);
  expect(await decide(admin, secret.id)).toBe(1);
  const [row] = await database().select().from(images).where(eq(images.id, secret.id));
  expect(row.hiddenReason).toBe("Against the law.");
});

test("nobody else looks, and nothing is to be seen of what is not there", async () => {
  const secret = await picture(scene.owner);
  for (const name of ["owner", "other"]) {
    const viewer = scene.server.signedIn.get(name);
    if (viewer) expect(await lookAtImage(viewer, secret.uuid, "Curious.").catch(codeOf)).toBe("not_found");
  }
  for (const wrong of [String(noSuchId), "x", "00000000-0000-4000-8000-000000000000", ""]) {
    expect(await lookAtImage(admin, wrong, "A slip.").catch(codeOf)).toBe("invalid");
  }
});
