import { clock, dayMs, minuteMs, startOfDay, startOfNextMonth } from "./clock";
import { AppError } from "./errors";

/** What someone may use; 0 is no limit. Days and months are the calendar's, in UTC. */
export interface Quota {
  /** Pictures asked for in a day; those that were not made do not count. */
  picturesPerDay: number;
  /** Bytes of all pictures together, those in the trash included. */
  storageBytes: number;
  /** Generations that wait or run at once. */
  open: number;
}

/** Limits of one user's own; null takes those of the role. */
export interface OwnQuota {
  quotaPictures: number | null;
  quotaStorageMb: number | null;
  quotaOpen: number | null;
}

export const megabyte = 1024 * 1024;

/** From this share on one is told what is left. */
const nearShare = 0.8;

/** The limits that hold for a user: the role's, unless there are some of the user's own. */
export function quotaOf(role: Quota, own: OwnQuota): Quota {
  return {
    picturesPerDay: own.quotaPictures ?? role.picturesPerDay,
    storageBytes: own.quotaStorageMb === null ? role.storageBytes : own.quotaStorageMb * megabyte,
    open: own.quotaOpen ?? role.open,
  };
}

/** Whether it is with `more` that so much of a limit is used that one should know. */
export function comesNear(limit: number, used: number, more: number): boolean {
  return limit > 0 && used < limit * nearShare && used + more >= limit * nearShare;
}

/** @throws AppError `quota` when so many more would be too many for today */
export function requirePictures(limit: number, used: number, wanted: number): void {
  if (limit === 0 || used + wanted <= limit) return;
  const freeAt = new Date(startOfDay(clock.now()).getTime() + dayMs);
  refuse(
    used < limit
      ? "That is more than is left of today's pictures. Please ask for fewer."
      : "Today's pictures are used up. There are new ones after midnight (UTC).",
    { limit: "pictures_per_day", max: limit, used, free_at: freeAt.toISOString() },
    freeAt,
  );
}

/** @throws AppError `quota` when so many more would wait or run at once */
export function requireOpen(limit: number, used: number, wanted: number): void {
  if (limit === 0 || used + wanted <= limit) return;
  refuse(
    "Many of your pictures are still waiting. Please let some finish first.",
    { limit: "open_at_once", max: limit, used, free_at: null },
    new Date(clock.now().getTime() + minuteMs),
  );
}

/** @param wanted bytes to be added; 0 asks whether there is any room. @throws AppError `quota` */
export function requireStorage(limit: number, used: number, wanted: number): void {
  if (limit === 0 || (wanted === 0 ? used < limit : used + wanted <= limit)) return;
  refuse(
    "There is no room left for your pictures. Delete some for good, also from the trash.",
    { limit: "storage_bytes", max: limit, used, free_at: null },
    // Nothing but the owner makes room; temporary pictures and the trash empty themselves in days.
    new Date(clock.now().getTime() + dayMs),
  );
}

/** @throws AppError `quota` when a backend's month cannot bear so much more, in millionths of the currency */
export function requireBudget(ceiling: number | null, committed: number, wanted: number): void {
  if (ceiling === null || wanted === 0 || committed + wanted <= ceiling) return;
  const freeAt = startOfNextMonth(clock.now());
  // What a month may cost is the administrator's to know.
  refuse("This is not available any more this month.", { limit: "month", free_at: freeAt.toISOString() }, freeAt);
}

function refuse(words: string, quota: Record<string, string | number | null>, freeAt: Date): never {
  const retryAfterMs = freeAt.getTime() - clock.now().getTime();
  throw new AppError("quota", { words, retryAfterMs, extra: { quota } });
}
