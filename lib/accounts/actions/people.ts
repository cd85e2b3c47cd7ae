"use server";

import { refresh } from "next/cache";
import type { z } from "zod";
import { requireAdministrator } from "@/lib/admin/policy";
import { type ActionResult, runAction } from "@/lib/http/action";
import type { Viewer } from "@/lib/viewer";
import { enableInput, personInput, personQuotaInput, removePersonInput, roleInput } from "../schema";
import { changeQuota, changeRole, confirmPerson, enablePerson, removePerson, restorePerson } from "../service/people";
import { mailSignInLink, showSignInLink } from "../service/sign-in-link";

// What administrators do about people; everyone else hears that there is nothing here.

/** Gives a user a role. Fields: id, role. */
export async function changeRoleAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, roleInput, orNull(changeRole));
}

/** Switches an account on or off. Fields: id, enabled (`true` or `false`). */
export async function enablePersonAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, enableInput, orNull(enablePerson));
}

/** Confirms a user's e-mail address in their place. Field: id. */
export async function confirmPersonAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, personInput, orNull(confirmPerson));
}

/** Gives a user limits of their own. Fields: id, pictures, storageMb, open; what is empty is as the role's. */
export async function changeQuotaAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, personQuotaInput, orNull(changeQuota));
}

/** Mails a user a link that signs them in. Field: id. */
export async function mailSignInLinkAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, personInput, orNull(mailSignInLink));
}

/** Makes such a link, shown this once. Field: id. */
export async function showSignInLinkAction(_: unknown, form: FormData): Promise<ActionResult<{ secret: string }>> {
  return change(form, personInput, async (viewer, given) => ({ secret: await showSignInLink(viewer, given) }));
}

/** Has an account removed when its grace is over. Fields: id, keepPublicImages (checkbox). */
export async function removePersonAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, removePersonInput, orNull(removePerson));
}

/** Takes the removal of an account back. Field: id. */
export async function restorePersonAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return change(form, personInput, orNull(restorePerson));
}

function change<S extends z.ZodType, T>(
  form: FormData,
  input: S,
  apply: (viewer: Viewer, given: z.output<S>) => Promise<T>,
): Promise<ActionResult<T>> {
  return runAction(form, { input, read, guard: requireAdministrator }, async (given, { viewer }) => {
    const result = await apply(viewer, given);
    refresh();
    return result;
  });
}

function orNull<T>(apply: (viewer: Viewer, given: T) => Promise<void>) {
  return async (viewer: Viewer, given: T): Promise<null> => {
    await apply(viewer, given);
    return null;
  };
}

const numbers = new Set(["id", "pictures", "storageMb", "open"]);
const switches = { enabled: "true", keepPublicImages: "on" };

/** Numbers as numbers, or null where nothing is written; what is no number goes on as it is, for the schema to refuse. */
function read(form: FormData): Record<string, unknown> {
  const fields = [...form].map(([field, value]) => [field, numbers.has(field) ? numberOf(value) : value]);
  const given = Object.entries(switches).map(([field, on]) => [field, form.get(field) === on]);
  return Object.fromEntries([...fields, ...given]);
}

function numberOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value.trim() === "") return null;
  return Number.isNaN(Number(value)) ? value : Number(value);
}
