"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { requireAdministrator } from "@/lib/admin/policy";
import { type ActionResult, runAction } from "@/lib/http/action";
import type { Viewer } from "@/lib/viewer";
import { mailInput, settingResetInput, settingsInput, type TestMailDto } from "./schema";
import { saveMail, sendTestMail } from "./service/mail";
import { changeSettings, resetSetting } from "./service/settings";
import { finishWelcome } from "./service/welcome";

/** Sets settings. Fields: `setting.KEY` or, for a secret, `password.KEY`, each as typed. */
export async function changeSettingsAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, settingsInput, readSettings, changeSettings);
}

/** Lets a setting's default, or its variable, count again. Field: key. */
export async function resetSettingAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, settingResetInput, all, (viewer, { key }) => resetSetting(viewer, key));
}

/** Sets how mail leaves. Fields: way (outbox, smtp or resend), from, host, port, user, password, resendPassword (its key). */
export async function saveMailAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, mailInput, all, saveMail);
}

/** Sends the administrator a mail, to see whether mail leaves. No fields. */
export async function sendTestMailAction(_: unknown, form: FormData): Promise<ActionResult<TestMailDto>> {
  const spec = { input: z.unknown(), read: all, rate: "mail" as const, guard: requireAdministrator };
  return runAction(form, spec, (_input, { viewer }) => sendTestMail(viewer));
}

/** Does not offer to set up the house any more. No fields. */
export async function finishWelcomeAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, z.unknown(), all, finishWelcome);
}

async function change<S extends z.ZodType>(
  form: FormData,
  input: S,
  read: (form: FormData) => unknown,
  apply: (viewer: Viewer, given: z.output<S>) => Promise<void>,
): Promise<ActionResult<null>> {
  return runAction(form, { input, read, guard: requireAdministrator }, async (given, { viewer }) => {
    await apply(viewer, given);
    refresh();
    return null;
  });
}

function all(form: FormData): Record<string, unknown> {
  return Object.fromEntries(form);
}

function readSettings(form: FormData): Record<string, unknown> {
  const named = [...form].map(([name, value]) => [/^(?:setting|password)\.(\w+)$/.exec(name)?.[1], value] as const);
  return Object.fromEntries(named.filter(([key]) => key !== undefined));
}
