"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import type { Done } from "@/components/account/account-form";
import { ownPath } from "@/components/account/own-path";
import { themeCookie, themeOf } from "@/components/site/theme";
import type { Outcome } from "@/components/ui/use-sending";
import {
  confirmEmailAction,
  createTokenAction,
  deleteAccountAction,
  endOtherSessionsAction,
  enterByLinkAction,
  resetPasswordAction,
  savePreferencesAction,
  signInAction,
  signUpAction,
  verifyAction,
} from "@/lib/accounts/actions";
import { getUser } from "@/lib/accounts/service/profile";
import { cookieOptions } from "@/lib/auth/cookies";
import { findSessionViewer, sessionCookie } from "@/lib/auth/sessions";
import { minuteMs } from "@/lib/clock";
import { localeCookie, locales } from "@/lib/i18n/locales";
import { sentToCookie } from "./sent-to";

/*
 * What the account's forms run: each answers where to go on. The one that ends in `Go` is for browsers without script,
 * which are sent there; a script goes there itself, so that the page is read anew.
 */

type Answer = Promise<Outcome<Done>>;
type Previous = Outcome<Done> | null;

export async function enter(previous: Previous, form: FormData): Answer {
  const outcome = await signInAction(previous, form);
  if (!outcome.ok) return outcome;
  await takePreferences();
  return { ok: true, value: { to: ownPath(form.get("next")) } };
}

export async function enterGo(previous: Previous, form: FormData): Answer {
  return go(await enter(previous, form));
}

/** Somebody else may have been signed in here: everything is read anew. */
export async function enterWithLink(previous: Previous, form: FormData): Answer {
  const outcome = await enterByLinkAction(previous, form);
  if (!outcome.ok) return outcome;
  await takePreferences();
  return { ok: true, value: { to: "/" } };
}

export async function enterWithLinkGo(previous: Previous, form: FormData): Answer {
  return go(await enterWithLink(previous, form));
}

/** Says "check your mail" whether the address was free or not; the page remembers the address for a while. */
export async function open(previous: Previous, form: FormData): Answer {
  const outcome = await signUpAction(previous, form);
  if (!outcome.ok) return outcome;
  const email = form.get("email");
  if (typeof email === "string") (await cookies()).set(sentToCookie, email.trim(), cookieOptions(30 * minuteMs));
  // Whoever runs the place from now on is led through it first.
  return { ok: true, value: { to: outcome.value.isSignedIn ? "/admin/welcome" : "/verify" } };
}

export async function openGo(previous: Previous, form: FormData): Answer {
  return go(await open(previous, form));
}

export async function verify(previous: Previous, form: FormData): Answer {
  const outcome = await verifyAction(previous, form);
  if (!outcome.ok) return outcome;
  (await cookies()).delete(sentToCookie);
  return { ok: true, value: { to: "/verify?done=1" } };
}

export async function verifyGo(previous: Previous, form: FormData): Answer {
  return go(await verify(previous, form));
}

export async function reset(previous: Previous, form: FormData): Answer {
  const outcome = await resetPasswordAction(previous, form);
  return outcome.ok ? { ok: true, value: { to: "/sign-in?done=reset" } } : outcome;
}

export async function resetGo(previous: Previous, form: FormData): Answer {
  return go(await reset(previous, form));
}

export async function confirmEmail(previous: Previous, form: FormData): Answer {
  const outcome = await confirmEmailAction(previous, form);
  return outcome.ok ? { ok: true, value: { to: `/confirm-email?done=${outcome.value.state}` } } : outcome;
}

export async function confirmEmailGo(previous: Previous, form: FormData): Answer {
  return go(await confirmEmail(previous, form));
}

/** Theme and language: the cookies follow the record, so that the very next page is right. */
export async function saveLook(previous: Previous, form: FormData): Answer {
  const spokenBefore = await getLocale();
  const outcome = await savePreferencesAction(previous, form);
  if (!outcome.ok) return outcome;
  const theme = themeOf(form.get("theme_preference"));
  const locale = locales.find((one) => one === form.get("locale"));
  await keepChoice(themeCookie, theme);
  if (locale) await keepChoice(localeCookie, locale);
  const isNewLanguage = locale !== undefined && locale !== spokenBefore;
  return { ok: true, value: { theme, ...(isNewLanguage ? { to: "/settings" } : {}) } };
}

export async function endOthers(previous: Previous, form: FormData): Answer {
  const outcome = await endOtherSessionsAction(previous, form);
  return outcome.ok ? { ok: true, value: null } : outcome;
}

export async function makeToken(previous: Previous, form: FormData): Answer {
  const outcome = await createTokenAction(previous, form);
  return outcome.ok ? { ok: true, value: { secret: outcome.value.token } } : outcome;
}

export async function remove(previous: Previous, form: FormData): Answer {
  const outcome = await deleteAccountAction(previous, form);
  if (!outcome.ok) return outcome;
  return { ok: true, value: { to: `/sign-in?done=deleted&until=${outcome.value.deletedOn.slice(0, 10)}` } };
}

export async function removeGo(previous: Previous, form: FormData): Answer {
  return go(await remove(previous, form));
}

function go(outcome: Outcome<Done>): Outcome<Done> {
  if (outcome.ok && outcome.value?.to) redirect(outcome.value.to);
  return outcome;
}

/** Light and language of whoever has just signed in, for pages that are made before the record is read. */
async function takePreferences(): Promise<void> {
  const token = (await cookies()).get(sessionCookie)?.value;
  const viewer = token ? await findSessionViewer("browser", token, null) : null;
  if (!viewer) return;
  const user = await getUser(viewer);
  await keepChoice(themeCookie, user.theme_preference);
  const locale = locales.find((one) => one === user.locale);
  if (locale) await keepChoice(localeCookie, locale);
}

async function keepChoice(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, { path: "/", maxAge: 31_536_000, sameSite: "lax" });
}
