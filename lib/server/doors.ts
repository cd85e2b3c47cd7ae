import { findTicketViewer, findViewer } from "@/lib/auth/viewer";
import { requireScope } from "@/lib/http/access";
import type { Scope, Viewer } from "@/lib/viewer";

/** How the server learns who asks. */
export interface Doors {
  /** @param scopes of which a personal API token needs one. @throws AppError `invalid_token`, `forbidden` */
  findViewer(headers: Headers, ...scopes: [Scope, ...Scope[]]): Promise<Viewer>;
  /** For WebSockets, which name themselves in the address. @throws AppError `invalid_token` */
  findTicketViewer(token: string): Promise<Viewer>;
}

async function findScoped(headers: Headers, ...scopes: [Scope, ...Scope[]]): Promise<Viewer> {
  const viewer = await findViewer(headers);
  requireScope(viewer, ...scopes);
  return viewer;
}

export const doors: Doors = { findViewer: findScoped, findTicketViewer };
