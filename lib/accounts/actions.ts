"use server";

import { refresh } from "next/cache";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { requireAdministrator } from "@/lib/admin/policy";
import { cookieOptions } from "@/lib/auth/cookies";
import { originOf } from "@/lib/auth/origin";
import { sessionCookie } from "@/lib/auth/sessions";
import { AppError } from "@/lib/errors";
import { type ActionResult, runAction } from "@/lib/http/action";
import { localeCookie, pickLocale } from "@/lib/i18n/locales";
import { keepSignedIn, SignInRefused, signIn, signOut as signOutOfBrowser } from "./nextauth";
import {
  apiTokenInput,
  deletionInput,
  emailChangeInput,
  forgotInput,
  invitationInput,
  linkInput,
  passwordChangeInput,
  preferencesInput,
  profileInput,
  registerInput,
  resetInput,
  signInInput,
} from "./schema";
import { requestDeletion } from "./service/deletion";
import { confirmEmailChange, requestEmailChange } from "./service/email";
import { requestExport } from "./service/exports";
import { createInvitation, revokeInvitation } from "./service/invitations";
import { changePassword, savePreferences, saveProfile } from "./service/profile";
import { requestReset, resetPassword } from "./service/reset";
import { endOtherSessions, endOwnSession } from "./service/sessions";
import { enterByLink } from "./service/sign-in-link";
import { signUp } from "./service/sign-up";
import { createApiToken, revokeOwnApiToken } from "./service/tokens";
import { confirmAddress, requestVerification, requestVerificationOf } from "./service/verify";

/**
 * Opens an account. Fields: email, name, password, setupCode and invitation (both optional). The page says "check your mail", whether the
 * address was free or not; only the first administrator is signed in at once.
 */
export async function signUpAction(_: unknown, form: FormData): Promise<ActionResult<{ isSignedIn: boolean }>> {
  return runAction(form, { input: registerInput, read: filled, rate: "register" }, async (input) => {
    const given = await headers();
    const about = {
      origin: originOf(new Headers(given)),
      locale: pickLocale((await cookies()).get(localeCookie)?.value, given.get("accept-language")),
      isLocal: given.get("x-atelier-local") === "1",
    };
    const { isFirstAdministrator } = await signUp(input, about);
    if (isFirstAdministrator) await enter(input.email, input.password);
    return { isSignedIn: isFirstAdministrator };
  });
}

/** Signs in; what the guest made goes along. Fields: email, password. The page leads on by itself. */
export async function signInAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: signInInput, read: all }, async ({ email, password }) => {
    await enter(email, password);
    return null;
  });
}

async function enter(email: string, password: string): Promise<void> {
  try {
    await signIn("credentials", { email, password, redirect: false, redirectTo: "/" });
  } catch (error) {
    throw error instanceof SignInRefused ? error.reason : error;
  }
}

/** Signs in by a link that was sent, and uses it up; what the guest made goes along. Fields: user, token (both from the link). */
export async function enterByLinkAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: linkInput, read: all, rate: "login" }, async (link, { viewer }) => {
    const guest = viewer.kind === "guest" ? viewer : null;
    await keepSignedIn(await enterByLink(link, originOf(new Headers(await headers())), guest));
    return null;
  });
}

/** Signs out of this browser. No fields. */
export async function signOutAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: z.unknown(), read: all }, async () => {
    await signOutOfBrowser({ redirect: false, redirectTo: "/" });
    return null;
  });
}

/** Confirms an e-mail address. Fields: user, token (both from the link). */
export async function verifyAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: linkInput, read: all }, async (link) => {
    await confirmAddress(link);
    return null;
  });
}

/** Sends the confirming link once more. No fields. */
export async function sendVerificationAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: z.unknown(), read: all, rate: "mail" }, async (_input, { viewer }) => {
    await requestVerification(viewer);
    return null;
  });
}

/** Sends the confirming link once more to someone who is not signed in, if there is such an account. Field: email. */
export async function resendVerificationAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  const input = forgotInput.omit({ handleUrl: true });
  return runAction(form, { input, read: all, rate: "mail" }, async ({ email }) => {
    await requestVerificationOf(email);
    return null;
  });
}

/** Sends a link to choose a new password, if the address has an account. Field: email. */
export async function forgotPasswordAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  const input = forgotInput.omit({ handleUrl: true });
  return runAction(form, { input, read: all, rate: "mail" }, async ({ email }) => {
    await requestReset(email);
    return null;
  });
}

/** Sets a new password by a link. Fields: user, token (both from the link), newPassword. */
export async function resetPasswordAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: resetInput, read: all }, async (input) => {
    await resetPassword(input);
    return null;
  });
}

/** Changes name and handle. Fields: name, handle. */
export async function saveProfileAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: profileInput, read: all }, async (input, { viewer }) => {
    await saveProfile(viewer, input);
    refresh();
    return null;
  });
}

/**
 * Changes preferences; what is left out stays. Fields: theme_preference, locale, default_visibility, and
 * email_notifications and show_sensitive as `true` or `false` (a checkbox needs a hidden `false` before it: the last
 * value counts).
 */
export async function savePreferencesAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  const read = (given: FormData) => {
    const yes = (name: string) =>
      given.has(name) ? ["true", "on"].includes(String(given.getAll(name).at(-1))) : undefined;
    const checked = { email_notifications: yes("email_notifications"), show_sensitive: yes("show_sensitive") };
    return { ...filled(given), ...checked };
  };
  return runAction(form, { input: preferencesInput, read }, async (input, { viewer }) => {
    await savePreferences(viewer, input);
    refresh();
    return null;
  });
}

/** Changes the password; all other devices are signed out. Fields: currentPassword, newPassword. */
export async function changePasswordAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: passwordChangeInput, read: all }, async (input, { viewer }) => {
    await keepSignedIn(await changePassword(viewer, input, originOf(new Headers(await headers()))));
    refresh();
    return null;
  });
}

/** Begins to move to a new address; both addresses get a link. Fields: email, password. */
export async function changeEmailAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: emailChangeInput, read: all, rate: "mail" }, async (input, { viewer }) => {
    await requestEmailChange(viewer, input);
    return null;
  });
}

/** One of the two addresses agrees. Fields: user, token (both from the link). `waiting`: the other one is still to agree. */
export async function confirmEmailAction(
  _: unknown,
  form: FormData,
): Promise<ActionResult<{ state: "changed" | "waiting" }>> {
  return runAction(form, { input: linkInput, read: all }, async (link) => ({ state: await confirmEmailChange(link) }));
}

/** Ends one session. Field: id. */
export async function endSessionAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: idInput, read: all }, async ({ id }, { viewer }) => {
    await endOwnSession(viewer, id);
    refresh();
    return null;
  });
}

/** Ends all sessions but this one. No fields. */
export async function endOtherSessionsAction(_: unknown, form: FormData): Promise<ActionResult<{ ended: number }>> {
  return runAction(form, { input: z.unknown(), read: all }, async (_input, { viewer }) => {
    const ended = await endOtherSessions(viewer);
    refresh();
    return { ended };
  });
}

/** Makes a personal API token, shown this once. Fields: name, scopes (several), expires_in_days. */
export async function createTokenAction(
  _: unknown,
  form: FormData,
): Promise<ActionResult<{ id: number; token: string }>> {
  const read = (given: FormData) => {
    const days = given.get("expires_in_days");
    const expires = typeof days === "string" && days !== "" ? { expires_in_days: Number(days) } : {};
    return { name: given.get("name") ?? "", scopes: given.getAll("scopes"), ...expires };
  };
  return runAction(form, { input: apiTokenInput, read }, async (input, { viewer }) => {
    const made = await createApiToken(viewer, input);
    refresh();
    return made;
  });
}

/** Revokes a personal API token. Field: id. */
export async function revokeTokenAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: idInput, read: all }, async ({ id }, { viewer }) => {
    await revokeOwnApiToken(viewer, id);
    refresh();
    return null;
  });
}

/** Makes an invitation, shown this once. Fields: note, email (optional), uses, days. */
export async function createInvitationAction(_: unknown, form: FormData): Promise<ActionResult<{ url: string }>> {
  const read = (given: FormData) => {
    const { uses, days, ...rest } = filled(given);
    return { ...rest, ...(uses ? { uses: Number(uses) } : {}), ...(days ? { days: Number(days) } : {}) };
  };
  return runAction(form, { input: invitationInput, read, guard: requireAdministrator }, async (input, { viewer }) => {
    const { url } = await createInvitation(viewer, input);
    refresh();
    return { url };
  });
}

/** Revokes an invitation. Field: id. */
export async function revokeInvitationAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: idInput, read: all, guard: requireAdministrator }, async ({ id }, { viewer }) => {
    await revokeInvitation(viewer, id);
    refresh();
    return null;
  });
}

/** Asks for a file with everything. No fields. */
export async function requestExportAction(_: unknown, form: FormData): Promise<ActionResult<null>> {
  return runAction(form, { input: z.unknown(), read: all }, async (_input, { viewer }) => {
    await requestExport(viewer);
    refresh();
    return null;
  });
}

/** Has the account deleted after its grace. Fields: password, keepPublicImages (checkbox). Signs this browser out. */
export async function deleteAccountAction(_: unknown, form: FormData): Promise<ActionResult<{ deletedOn: string }>> {
  const read = (given: FormData) => ({
    password: given.get("password"),
    keepPublicImages: given.get("keepPublicImages") !== null,
  });
  return runAction(form, { input: deletionInput, read }, async (input, { viewer }) => {
    if (viewer.kind !== "user") throw new AppError("unauthenticated");
    const deletedOn = await requestDeletion(viewer, input);
    (await cookies()).set(sessionCookie, "", cookieOptions(0));
    return { deletedOn: deletedOn.toISOString() };
  });
}

const idInput = z.object({ id: z.coerce.number().int().positive() });

function all(form: FormData): Record<string, unknown> {
  return Object.fromEntries(form);
}

/** Fields that were left empty count as not given. */
function filled(form: FormData): Record<string, unknown> {
  return Object.fromEntries([...form].filter(([, value]) => value !== ""));
}
