import type { getTranslations } from "next-intl/server";
import type { RoomWords } from "@/components/docs/room";
import type { Viewer } from "@/lib/viewer";

type Translate = Awaited<ReturnType<typeof getTranslations<"docs">>>;
type Copy = Awaited<ReturnType<typeof getTranslations<"account.copy">>>;

/** The words of what moves on the page, for whoever looks at it. @param name theirs, when they are signed in */
export function roomWordsOf(t: Translate, copy: Copy, kind: Viewer["kind"], name: string): RoomWords {
  return {
    copy: { copy: copy("copy"), copied: copy("copied"), failed: copy("failed") },
    copyLink: t("copyLink"),
    try: {
      open: t("try.open"),
      as: t(`try.as.${kind}`, { name }),
      asToken: t("try.as.token"),
      token: t("try.token"),
      change: t("try.change"),
      body: t("try.body"),
      leave: t("try.leave"),
      send: t("try.send"),
      sure: t("try.sure"),
      confirm: t("try.confirm"),
      sending: t("try.sending"),
      stop: t("try.stop"),
      unfit: t("try.unfit"),
      failed: t("try.failed"),
      stopped: t("try.stopped"),
      headers: t("try.headers"),
      nothing: t("try.nothing"),
      cut: t("try.cut"),
      picture: t("try.picture"),
      save: t("try.save"),
    },
  };
}
