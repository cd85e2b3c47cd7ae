import { database, inTransaction, isDuplicate } from "@/db/client";
import { endSessions } from "@/db/queries/sessions";
import { findUser, lockUser, type UserRow, updateUser } from "@/db/queries/users";
import type { Origin } from "@/lib/auth/origin";
import { AppError } from "@/lib/errors";
import { countPoints } from "@/lib/http/rate";
import { type Viewer, viewerKey } from "@/lib/viewer";
import { fitsPassword, hashPassword, requireUncommon } from "../password";
import { requireSession, requireUser } from "../policy";
import { postLetter } from "../post";
import type { PreferencesInput, UserDto } from "../schema";
import { insertBrowserSession } from "./open-session";

/** The signed-in user, as they see themselves. @throws AppError `unauthenticated` */
export async function getUser(viewer: Viewer): Promise<UserDto> {
  const { id } = requireUser(viewer);
  const user = await findUser(id);
  if (!user) throw new AppError("unauthenticated");
  return userDto(user);
}

export function userDto(user: UserRow): UserDto {
  return {
    id: user.id,
    name: user.name,
    handle: user.handle,
    email: user.email,
    role: user.role,
    verified: user.emailVerifiedAt !== null,
    theme_preference: user.themePreference,
    locale: user.locale,
    default_visibility: user.defaultVisibility,
    email_notifications: user.emailNotifications,
    show_sensitive: user.showSensitive,
  };
}

/** Changes what is given and leaves the rest. */
export async function savePreferences(viewer: Viewer, input: PreferencesInput): Promise<void> {
  const { id } = requireUser(viewer);
  await updateUser(database(), id, {
    themePreference: input.theme_preference,
    locale: input.locale,
    emailNotifications: input.email_notifications,
    defaultVisibility: input.default_visibility,
    showSensitive: input.show_sensitive,
  });
}

/** Changes name and handle. @throws AppError `invalid` when the handle is taken */
export async function saveProfile(viewer: Viewer, { name, handle }: { name: string; handle: string }): Promise<void> {
  const { id } = requireUser(viewer);
  try {
    await updateUser(database(), id, { name, handle });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new AppError("invalid", { fields: { handle: ["Someone else has this one."] }, cause: error });
  }
}

/**
 * Changes the password. All sessions end, also one that was stolen from this very browser; it gets a new one.
 *
 * @returns the session this browser's cookie is to name
 * @throws AppError `invalid` with the field that is wrong, `rate_limited`
 */
export async function changePassword(
  viewer: Viewer,
  input: { currentPassword: string; newPassword: string },
  origin: Origin,
): Promise<{ userId: number; sessionId: number }> {
  const { id } = requireSession(viewer);
  await requirePassword(viewer, input.currentPassword, "currentPassword");
  requireUncommon(input.newPassword, "newPassword");
  const passwordHash = await hashPassword(input.newPassword);
  return inTransaction(async (tx) => {
    const user = await lockUser(tx, { id });
    if (!user) throw new AppError("unauthenticated");
    await updateUser(tx, id, { passwordHash });
    await endSessions(tx, id);
    const { locale } = user;
    await postLetter(tx, user.email, { name: "password_changed", locale, url: "/forgot-password" });
    return { userId: id, sessionId: await insertBrowserSession(tx, id, origin) };
  });
}

/** Asks for the account's password once more. @throws AppError `invalid`, `rate_limited` */
export async function requirePassword(viewer: Viewer, password: string, field = "password"): Promise<UserRow> {
  const { id } = requireSession(viewer);
  await countPoints("password", viewerKey(viewer), 1);
  const user = await findUser(id);
  if (!user) throw new AppError("unauthenticated");
  if (await fitsPassword(user.passwordHash, password)) return user;
  throw new AppError("invalid", { fields: { [field]: ["This is not your password."] } });
}
