declare global {
  // Pages and the socket are separate module graphs in one process; they share this.
  var atelierRefusals: Set<string> | undefined;
}

/** The requests for an action that is not there for who asks, by their ids, as long as they are not answered. */
export function refusals(): Set<string> {
  globalThis.atelierRefusals ??= new Set();
  return globalThis.atelierRefusals;
}

export function noteRefusal(requestId: string | null): void {
  if (requestId !== null) refusals().add(requestId);
}
