import { cookies, headers } from "next/headers";
import { cache } from "react";
import { findViewer } from "@/lib/auth/viewer";
import type { Viewer } from "@/lib/viewer";

/** Who looks at the page; asked once per request. */
export const pageViewer = cache(async (): Promise<Viewer> => {
  const asked = new Headers(await headers());
  // A page that is rendered after an action must know the cookies that the action set, such as a new session's;
  // the request's own header still holds the old ones.
  asked.set("cookie", (await cookies()).toString());
  return findViewer(asked);
});
