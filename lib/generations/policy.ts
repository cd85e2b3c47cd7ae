import { AppError } from "@/lib/errors";
import type { SettingValue } from "@/lib/settings";
import type { Viewer } from "@/lib/viewer";

/** Whether this viewer may use a backend of this kind. @throws AppError `guests_off` */
export function requireBackendFor(viewer: Viewer, backendKind: string, guestUse: SettingValue<"guest_use">): void {
  if (viewer.kind === "user" || guestUse === "all") return;
  if (guestUse === "off" || backendKind !== "builtin") throw new AppError("guests_off");
}
