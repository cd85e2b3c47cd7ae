import { inTransaction } from "@/db/client";
import { listUsersToMail, lockUnmailed, type NotificationRow, setMailDue } from "@/db/queries/notifications";
import { lockUser } from "@/db/queries/users";
import { fromNow, hourMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { countPoints } from "@/lib/http/rate";
import { limits } from "@/lib/limits";
import type { Letter } from "@/lib/mail/words";
import { noticeShapes } from "@/lib/notices";
import { postLetter } from "../post";

const batch = 100;

type News = NonNullable<Letter["news"]>[number];

/**
 * Writes to users who want it of what they were told and have not read in a while: one mail for all of it, and no more
 * mails in an hour than the setting says. What has to wait is in the next one, unless it is read before. Safe to run twice:
 * what was written of is noted in the transaction of the mail.
 */
export async function mailNews(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const users = await listUsersToMail(batch);
    for (const userId of users) {
      if (signal.aborted) return;
      await mailUser(userId);
    }
    if (users.length < batch) return;
  }
}

async function mailUser(userId: number): Promise<void> {
  const waitMs = await mustWaitMs(userId);
  await inTransaction(async (tx) => {
    const user = await lockUser(tx, { id: userId });
    const rows = await lockUnmailed(tx, userId);
    const ids = rows.map(({ id }) => id);
    const wants = user?.emailNotifications && user.emailVerifiedAt && !user.disabledAt && !user.deleteAfter;
    if (!user || !wants) return setMailDue(tx, ids, null);
    if (waitMs > 0) return setMailDue(tx, ids, fromNow(waitMs));
    const news = rows.flatMap((row) => newsOf(row) ?? []);
    await setMailDue(tx, ids, null);
    if (news.length === 0) return;
    await postLetter(tx, user.email, {
      name: "news",
      locale: user.locale,
      url: "/notifications",
      news: news.slice(0, limits.notificationsPerMail),
      more: Math.max(0, news.length - limits.notificationsPerMail),
    });
  });
}

/** How long this user is to be left alone; 0 when a mail may go now, and is counted. */
async function mustWaitMs(userId: number): Promise<number> {
  try {
    await countPoints("newsMail", `u:${userId}`, 1);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
    return error.options.retryAfterMs ?? hourMs;
  }
}

/** What a mail says of a notice; null for one of another version of the product. */
function newsOf({ name, payload }: NotificationRow): News | null {
  const shape = Object.hasOwn(noticeShapes, name) ? noticeShapes[name as keyof typeof noticeShapes] : null;
  const parsed = shape?.safeParse(payload);
  if (!parsed?.success) return null;
  const { data } = parsed;
  return {
    name: name.replace(".", "_") as News["name"],
    title: "title" in data ? data.title : "",
    // Why a picture could not be made is told where it can be tried again.
    reason: "reason" in data && typeof data.reason === "string" && name !== "generation.failed" ? data.reason : null,
  };
}
