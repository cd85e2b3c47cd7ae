import { findTicketViewer, findViewer } from "@/lib/auth/viewer";
import type { Viewer } from "@/lib/viewer";

/** How the server learns who asks. */
export interface Doors {
  /** @throws AppError `invalid_token` */
  findViewer(headers: Headers): Promise<Viewer>;
  /** For WebSockets, which name themselves in the address. @throws AppError `invalid_token` */
  findTicketViewer(token: string): Promise<Viewer>;
}

export const doors: Doors = { findViewer, findTicketViewer };
