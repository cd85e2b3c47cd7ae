import { beforeEach, expect, test } from "vitest";
import { database } from "@/db/client";
import { findSetting, forgetSettings } from "@/db/queries/settings";
import { settings } from "@/db/schema";
import { guestViewerOf, makeGuest, makeUser, resetDatabase, viewerOf } from "@/db/testing";
import { env } from "@/lib/env";
import { type SettingKey, shownSettings } from "@/lib/settings";
import { nobody, type UserViewer } from "@/lib/viewer";
import { auditQuery, fieldNameOf, settingsInput } from "./schema";
import { changesOf, listAudit } from "./service/audit";
import { saveMail } from "./service/mail";
import { changeSettings, listSettings, resetSetting } from "./service/settings";

let administrator: UserViewer;

beforeEach(async () => {
  await resetDatabase();
  forgetSettings();
  administrator = viewerOf(await makeUser({ role: "admin" }));
});

const shownOf = async (key: SettingKey) => (await listSettings(administrator)).find((setting) => setting.key === key);
const everything = auditQuery.parse({});

test("a value is the database's, else the environment's, else the default, and says which", async () => {
  expect(await shownOf("trash_days")).toMatchObject({ text: "30", source: "default", defaultText: "30" });
  env().given.trash_days = 9;
  try {
    expect(await shownOf("trash_days")).toMatchObject({ text: "9", source: "environment", defaultText: "30" });
    await changeSettings(administrator, { trash_days: " 12 " });
    expect(await shownOf("trash_days")).toMatchObject({ text: "12", source: "database" });
    expect(await findSetting("trash_days")).toBe(12);
    await resetSetting(administrator, "trash_days");
    expect(await findSetting("trash_days")).toBe(9);
  } finally {
    delete env().given.trash_days;
  }
  expect(await findSetting("trash_days")).toBe(30);
});

test("a row that does not fit counts for nothing", async () => {
  await database().insert(settings).values({ key: "trash_days", value: "many", updatedAt: new Date() });
  expect(await shownOf("trash_days")).toMatchObject({ text: "30", source: "default" });
});

test.each<[SettingKey, string[]]>([
  ["trash_days", ["0", "3651", "1.5", "", "ten", "-1", "1e3"]],
  ["gallery_name", ["", "  ", "x".repeat(61), "a\u0000b"]],
  ["registration", ["", "everyone", "OPEN"]],
  ["link_origins", ["example.org", "https://example.org/path", "javascript:alert(1)", "https://a:b@example.org"]],
  ["public_url", ["example.org", "ftp://example.org", "https://example.org/gallery"]],
  ["default_style", ["", "no-such-style"]],
  ["smtp_url", ["mail.example.org", "http://mail.example.org"]],
  ["resend_key", ["short", "with a space in it"]],
  ["mail_from", ["nobody", "A <a@b.c>\r\nBcc: d@e.f", "a@b.c, d@e.f"]],
  ["imprint", ["x".repeat(20_001)]],
])("%s refuses what does not fit, at its field, and stays as it is", async (key, wrong) => {
  const before = await findSetting(key);
  for (const value of wrong) {
    await expect(changeSettings(administrator, { new_image_hours: "5", [key]: value }), value).rejects.toMatchObject({
      code: "invalid",
      options: { fields: { [fieldNameOf(key)]: [expect.any(String)] } },
    });
  }
  expect(await findSetting(key)).toEqual(before);
  expect(await findSetting("new_image_hours")).toBe(24);
  expect((await listAudit(administrator, everything)).entries).toEqual([]);
});

test("what the product notes for itself is not among them", async () => {
  expect((await listSettings(administrator)).map(({ key }) => key)).toEqual(shownSettings);
  expect(settingsInput.safeParse({ samples_offered: "true" }).success).toBe(false);
});

test("each change is in the log once, before and after; saving the same again is none", async () => {
  await changeSettings(administrator, { registration: "closed", link_origins: "https://a.example\nhttps://b.example" });
  await changeSettings(administrator, { registration: "closed" });
  await resetSetting(administrator, "registration");
  await resetSetting(administrator, "registration");
  const { entries } = await listAudit(administrator, everything);
  expect(entries.map(({ action, subject, changes }) => ({ action, subject, changes }))).toEqual([
    {
      action: "setting.reset",
      subject: "setting:registration",
      changes: [
        { field: "value", before: "closed", after: "open" },
        { field: "source", before: "database", after: "default" },
      ],
    },
    {
      action: "setting.change",
      subject: "setting:link_origins",
      changes: [
        { field: "value", before: "", after: "https://a.example\nhttps://b.example" },
        { field: "source", before: "default", after: "database" },
      ],
    },
    expect.objectContaining({ subject: "setting:registration" }),
  ]);
});

test("a secret is sealed, works, and is shown nowhere", async () => {
  const secret = "hush-hush-hush";
  const input = { way: "smtp", from: "", host: "mail.example.org", port: 587, user: "ada@example.org" } as const;
  await saveMail(administrator, { ...input, password: secret });
  expect(await findSetting("smtp_url")).toBe(`smtp://ada%40example.org:${secret}@mail.example.org:587`);
  expect(await shownOf("smtp_url")).toMatchObject({ text: "", hint: "smtp://…@mail.example.org:587" });
  await saveMail(administrator, { way: "resend", from: "", resendPassword: `re_${secret}` });
  const told = [await listSettings(administrator), await listAudit(administrator, everything)];
  const kept = await database().select().from(settings);
  expect(JSON.stringify([told, kept])).not.toContain(secret);
  expect(await findSetting("resend_key")).toBe(`re_${secret}`);
});

test("a secret that another installation sealed counts as none", async () => {
  await changeSettings(administrator, { resend_key: "re_12345678" });
  const [{ value }] = await database().select().from(settings);
  await resetSetting(administrator, "resend_key");
  await database().insert(settings).values({ key: "smtp_url", value, updatedAt: new Date() });
  expect(await findSetting("smtp_url")).toBe("");
});

test("two administrators at once: both changes count, and both are in the log", async () => {
  const other = viewerOf(await makeUser({ role: "admin" }));
  const days = Array.from({ length: 8 }, (_, n) => String(n + 1));
  await Promise.all(days.map((day, n) => changeSettings(n % 2 ? administrator : other, { trash_days: day })));
  const { entries } = await listAudit(administrator, { ...everything, subject: "setting:trash_days" });
  expect(entries).toHaveLength(8);
  const [newest] = entries;
  const value = newest.changes.find(({ field }) => field === "value");
  forgetSettings();
  expect(String(await findSetting("trash_days"))).toBe(value?.after);
});

test("for everyone else there is nothing here", async () => {
  const member = viewerOf(await makeUser());
  const scopeless = { ...administrator, scopes: ["read", "write"] as const };
  for (const viewer of [nobody, guestViewerOf(await makeGuest()), member, scopeless]) {
    const tries = [
      listSettings(viewer),
      listAudit(viewer, everything),
      changeSettings(viewer, { trash_days: "5" }),
      resetSetting(viewer, "trash_days"),
      saveMail(viewer, { way: "outbox" }),
    ];
    for (const attempt of tries) await expect(attempt).rejects.toMatchObject({ code: "not_found" });
  }
});

test("the log is chosen from by who, what and on what, page by page", async () => {
  const other = viewerOf(await makeUser({ role: "admin" }));
  for (let n = 1; n <= 60; n++) await changeSettings(n % 3 ? administrator : other, { new_image_hours: String(n) });
  await resetSetting(other, "new_image_hours");
  const first = await listAudit(administrator, everything);
  expect(first.entries).toHaveLength(50);
  const second = await listAudit(administrator, { ...everything, before: first.before });
  expect(second.entries).toHaveLength(11);
  expect(second.before).toBeNull();
  const all = [...first.entries, ...second.entries].map(({ id }) => id);
  expect(all).toEqual([...new Set(all)].sort((a, b) => b - a));

  const byOther = await listAudit(administrator, { ...everything, actor: other.id });
  expect(byOther.entries).toHaveLength(21);
  expect((await listAudit(administrator, { ...everything, action: "setting.reset" })).entries).toHaveLength(1);
  expect((await listAudit(administrator, { ...everything, subject: "setting" })).entries).toHaveLength(50);
  expect((await listAudit(administrator, { ...everything, subject: "sett_ng" })).entries).toEqual([]);
  expect(first.actors.map(({ id }) => id).sort()).toEqual([administrator.id, other.id].sort());
  expect(first.actions).toEqual(["setting.change", "setting.reset"]);
});

test("a change is told field by field, whatever its form", () => {
  expect(changesOf({ a: 1, b: { c: [1, 2], d: "x" } }, { a: 1, b: { c: [1], d: "x" }, e: true })).toEqual([
    { field: "b.c", before: "1\n2", after: "1" },
    { field: "e", before: null, after: "true" },
  ]);
  expect(changesOf(undefined, "done")).toEqual([{ field: "", before: null, after: "done" }]);
});
