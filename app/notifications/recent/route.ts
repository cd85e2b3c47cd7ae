import { getFormatter, getTranslations } from "next-intl/server";
import type { News } from "@/components/notifications/news";
import { noticeWords, reasonWords } from "@/components/notifications/notice-words";
import { toAppError } from "@/lib/errors";
import { pageViewer } from "@/lib/http/page";
import { log } from "@/lib/log";
import { listNotifications } from "@/lib/notifications/service";

const shown = 8;
const headers = { "cache-control": "private, no-store" };

/** The newest for the bell, in the viewer's language. Clients of the API have its list. */
export async function GET(): Promise<Response> {
  try {
    const viewer = await pageViewer();
    const [page, t, errors, format] = await Promise.all([
      listNotifications(viewer, { limit: shown }),
      getTranslations("notifications"),
      getTranslations("errors"),
      getFormatter(),
    ]);
    const items = page.notifications.map((one) => ({
      id: one.id,
      words: noticeWords(one, t),
      reason: reasonWords(one, t, errors),
      when: format.relativeTime(new Date(one.created_at)),
      isRead: one.read,
    }));
    return Response.json({ unread: page.unread, items } satisfies News, { headers });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.status >= 500) log.error({ code: error.code, err: thrown }, "news could not be read");
    return Response.json({ code: error.code, error: error.words }, { status: error.status, headers });
  }
}
