import { AppError } from "@/lib/errors";
import { findFilter, paramsOf } from "@/lib/filters";
import type { SettingValue } from "@/lib/settings";
import type { Maker } from "@/lib/viewer";

/** Whether this viewer may use a backend of this kind. @throws AppError `guests_off` */
export function requireBackendFor(maker: Maker, backendKind: string, guestUse: SettingValue<"guest_use">): void {
  if (maker.kind !== "guest" || guestUse === "all") return;
  if (guestUse === "off" || backendKind !== "builtin") throw new AppError("guests_off");
}

/** The complete parameters of a filter style: what was given over the style's own. @throws AppError `invalid` */
export function requireFilterParams(
  slug: string,
  own: Record<string, number | string>,
  given: Record<string, number | string>,
): Record<string, number | string> {
  const filter = findFilter(slug);
  if (!filter) throw new AppError("not_found", { words: "This style is not available any more." });
  try {
    return paramsOf(filter, { ...own, ...given });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError("invalid", { fields: { params: [cause.message] }, cause });
  }
}
