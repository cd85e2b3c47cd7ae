import { findTicketViewer, findViewer } from "@/lib/auth/viewer";
import { requireAccess } from "@/lib/http/access";
import type { Viewer } from "@/lib/viewer";

/** How the server learns who asks. */
export interface Doors {
  /** @throws AppError `invalid_token`; `forbidden` for a token that may not read, since that is all there is here */
  findViewer(headers: Headers): Promise<Viewer>;
  /** For WebSockets, which name themselves in the address. @throws AppError `invalid_token` */
  findTicketViewer(token: string): Promise<Viewer>;
}

async function findReader(headers: Headers): Promise<Viewer> {
  const viewer = await findViewer(headers);
  requireAccess(viewer, "all", "read");
  return viewer;
}

export const doors: Doors = { findViewer: findReader, findTicketViewer };
