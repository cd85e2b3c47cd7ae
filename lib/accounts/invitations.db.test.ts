import { beforeEach, expect, test } from "vitest";
import { database } from "@/db/client";
import { forgetSettings, saveSetting } from "@/db/queries/settings";
import { findUserByEmail } from "@/db/queries/users";
import { auditEntries, invitations } from "@/db/schema";
import { guestViewerOf, makeGuest, makeUser, noSuchId, resetDatabase, viewerOf } from "@/db/testing";
import { clock, dayMs } from "@/lib/clock";
import type { SettingValue } from "@/lib/settings";
import { nobody, type UserViewer } from "@/lib/viewer";
import { invitationInput } from "./schema";
import { createInvitation, findAdmission, listInvitations, revokeInvitation } from "./service/invitations";
import { register, signUp } from "./service/sign-up";
import { goodPassword, mailsTo, newEmail, newOrigin } from "./testing";

let administrator: UserViewer;

beforeEach(async () => {
  await resetDatabase();
  forgetSettings();
  administrator = viewerOf(await makeUser({ role: "admin" }));
});

const about = () => ({ origin: newOrigin(), locale: "en", isLocal: false });
const person = (invitation?: string, email = newEmail()) => ({
  email,
  name: "Mira Lund",
  password: goodPassword,
  ...(invitation === undefined ? {} : { invitation }),
});
const open = (invitation?: string) => register(person(invitation), about(), null);
const setRegistration = (value: SettingValue<"registration">) => saveSetting(database(), "registration", value);

async function invite(given: object = {}): Promise<{ id: number; token: string; url: string }> {
  const made = await createInvitation(administrator, invitationInput.parse(given));
  return { ...made, token: new URL(made.url).searchParams.get("invitation") ?? "" };
}

test("while anyone may, an invitation is neither needed nor used up", async () => {
  const { token } = await invite();
  await open(token);
  await open("whatever");
  expect(await listInvitations(administrator)).toMatchObject([{ uses: 0, state: "open" }]);
});

test("closed, nobody comes in, by API or page, invited or not; who is in stays in", async () => {
  const { token } = await invite();
  await setRegistration("closed");
  await expect(open(token)).rejects.toMatchObject({ code: "registration_closed", status: 403 });
  const unknown = person();
  await expect(signUp(unknown, about())).rejects.toMatchObject({ code: "registration_closed" });
  expect(await findUserByEmail(unknown.email)).toBeNull();
});

test("the first administrator comes in with the set-up code whatever is set", async () => {
  await resetDatabase();
  await setRegistration("closed");
  expect(await signUp(person(), { ...about(), isLocal: true })).toEqual({ isFirstAdministrator: true });
  await expect(signUp(person(), { ...about(), isLocal: true })).rejects.toMatchObject({ code: "registration_closed" });
});

test("by invitation: it opens as many accounts as it says, and says why it opens no more", async () => {
  await setRegistration("invitation");
  await expect(open()).rejects.toMatchObject({ code: "invitation_needed" });
  await expect(open("guessed")).rejects.toMatchObject({ code: "invitation_invalid" });
  const { id, token } = await invite({ uses: 2, note: "The reading circle" });
  expect(await findAdmission(token)).toBe("invited");
  await open(token);
  await signUp(person(token), about());
  await expect(open(token)).rejects.toMatchObject({ code: "invitation_invalid" });
  expect(await findAdmission(token)).toBe("stale");
  expect(await listInvitations(administrator)).toMatchObject([{ id, uses: 2, state: "used" }]);
});

test("used twice in parallel, one place lets one in", async () => {
  await setRegistration("invitation");
  const { token } = await invite();
  const tries = await Promise.allSettled(Array.from({ length: 6 }, () => open(token)));
  const codes = tries.map((one) => (one.status === "fulfilled" ? "in" : one.reason.code));
  expect(codes.sort()).toEqual(["in", ...Array.from({ length: 5 }, () => "invitation_invalid")]);
  expect(await listInvitations(administrator)).toMatchObject([{ uses: 1 }]);
});

test("an address that is taken uses nothing up, and is not told to who has no invitation", async () => {
  const taken = (await makeUser()).email;
  await setRegistration("invitation");
  const { token } = await invite();
  await expect(register(person("guessed", taken), about(), null)).rejects.toMatchObject({ code: "invitation_invalid" });
  await expect(register(person(token, taken), about(), null)).rejects.toMatchObject({ code: "address_taken" });
  expect(await signUp(person(token, taken), about())).toEqual({ isFirstAdministrator: false });
  expect(await listInvitations(administrator)).toMatchObject([{ uses: 0, state: "open" }]);
});

test("revoked or too old, it opens nothing", async () => {
  await setRegistration("invitation");
  const [revoked, old] = [await invite(), await invite({ days: 1 })];
  await revokeInvitation(administrator, revoked.id);
  await revokeInvitation(administrator, revoked.id);
  await database()
    .update(invitations)
    .set({ expiresAt: new Date(clock.now().getTime() - dayMs) });
  for (const { token } of [revoked, old]) {
    await expect(open(token)).rejects.toMatchObject({ code: "invitation_invalid" });
  }
  expect((await listInvitations(administrator)).map(({ state }) => state)).toEqual(["expired", "revoked"]);
  await expect(revokeInvitation(administrator, noSuchId)).rejects.toMatchObject({ code: "not_found" });
});

test("its link is mailed, and kept nowhere else", async () => {
  const email = newEmail();
  const { token, url } = await invite({ email });
  const [mail] = await mailsTo(email);
  expect(mail).toMatchObject({ subject: "You are invited", text: expect.stringContaining(url) });
  const kept = [await database().select().from(invitations), await database().select().from(auditEntries)];
  expect(JSON.stringify([kept, await listInvitations(administrator)])).not.toContain(token);
});

test("making, using and revoking are in the log", async () => {
  await setRegistration("invitation");
  const { id, token } = await invite();
  await open(token);
  await revokeInvitation(administrator, id);
  const entries = await database().select().from(auditEntries);
  expect(entries.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
    `invitation.create invitation:${id}`,
    `invitation.use invitation:${id}`,
    `invitation.revoke invitation:${id}`,
  ]);
});

test("for everyone else there is nothing here", async () => {
  const { id } = await invite();
  const member = viewerOf(await makeUser());
  for (const viewer of [nobody, guestViewerOf(await makeGuest()), member]) {
    await expect(createInvitation(viewer, invitationInput.parse({}))).rejects.toMatchObject({ code: "not_found" });
    await expect(listInvitations(viewer)).rejects.toMatchObject({ code: "not_found" });
    await expect(revokeInvitation(viewer, id)).rejects.toMatchObject({ code: "not_found" });
  }
});

test.each([
  { uses: 0 },
  { uses: 1001 },
  { uses: 1.5 },
  { days: 0 },
  { days: 366 },
  { email: "x" },
  { note: "x".repeat(201) },
])("%o is refused", (given) => {
  expect(invitationInput.safeParse(given).success).toBe(false);
});
