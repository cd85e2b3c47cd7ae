import { headers } from "next/headers";
import { cache } from "react";
import { findViewer } from "@/lib/auth/viewer";
import type { Viewer } from "@/lib/viewer";

/** Who looks at the page; asked once per request. */
export const pageViewer = cache(async (): Promise<Viewer> => findViewer(new Headers(await headers())));
