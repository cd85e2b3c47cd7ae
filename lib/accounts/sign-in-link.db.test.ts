import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { auditEntries, sessions } from "@/db/schema";
import { guestViewerOf, makeGuest, makeImage, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { hashSecret } from "@/lib/seal";
import type { UserViewer } from "@/lib/viewer";
import { enablePerson, getPerson } from "./service/people";
import { enterByLink, mailSignInLink, showSignInLink } from "./service/sign-in-link";
import { linkTo, newOrigin } from "./testing";

type User = Awaited<ReturnType<typeof makeUser>>;

let boss: User;
let admin: UserViewer;
let user: User;

const fails = (code: string) => expect.objectContaining({ code });
const audited = () => database().select().from(auditEntries);

beforeEach(async () => {
  await resetDatabase();
  boss = await makeUser({ role: "admin" });
  admin = { ...viewerOf(boss), sessionId: 1 };
  user = await makeUser();
});
afterAll(closeDatabase);

describe("a link to sign in", () => {
  test("is mailed, signs in once, and takes along what the guest made", async () => {
    await mailSignInLink(admin, { id: user.id });
    const { user: id, token, url } = await linkTo(user.email, "Your link to sign in");
    expect(url.pathname).toBe("/sign-in/link");
    const guest = await makeGuest();
    const image = await makeImage({ guestId: guest.id, isTemp: true });
    const link = { user: id, token };
    const { userId, sessionId } = await enterByLink(link, newOrigin(), guestViewerOf(guest));
    expect(userId).toBe(user.id);
    expect(await database().select().from(sessions).where(eq(sessions.id, sessionId))).toMatchObject([{ userId }]);
    expect((await getPerson(admin, user.id)).pictures).toBe(image.blobId === null ? 0 : 1);
    await expect(enterByLink(link, newOrigin(), null)).rejects.toEqual(fails("invalid_link"));
    expect(await audited()).toMatchObject([{ action: "user.sign_in_link", actorId: boss.id, after: { mailed: true } }]);
    expect(JSON.stringify(await audited())).not.toContain(token);
  });

  test("is shown where mail stays in the house; a newer one takes the place of an older one", async () => {
    const first = new URL(await showSignInLink(admin, { id: user.id }));
    const second = new URL(await showSignInLink(admin, { id: user.id }));
    const linkOf = (url: URL) => ({ user: user.id, token: url.searchParams.get("token") ?? "" });
    await expect(enterByLink(linkOf(first), newOrigin(), null)).rejects.toEqual(fails("invalid_link"));
    await enterByLink(linkOf(second), newOrigin(), null);
  });

  test("opens nothing that is another's, over, of another purpose, or switched off", async () => {
    const url = new URL(await showSignInLink(admin, { id: user.id }));
    const token = url.searchParams.get("token") ?? "";
    const broken = fails("invalid_link");
    await expect(enterByLink({ user: boss.id, token }, newOrigin(), null)).rejects.toEqual(broken);
    await expect(enterByLink({ user: user.id, token: `${token}x` }, newOrigin(), null)).rejects.toEqual(broken);
    await enablePerson(admin, { id: user.id, enabled: false });
    await expect(enterByLink({ user: user.id, token }, newOrigin(), null)).rejects.toEqual(broken);
    await expect(mailSignInLink(admin, { id: user.id })).rejects.toEqual(fails("conflict"));
    await enablePerson(admin, { id: user.id, enabled: true });
    await database().execute(
      `update one_time_tokens set expires_at = now(3) - interval 1 second where token_hash = '${hashSecret(token)}'`,
    );
    await expect(enterByLink({ user: user.id, token }, newOrigin(), null)).rejects.toEqual(broken);
  });
});
