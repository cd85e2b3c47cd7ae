/** The newest that one was told of, in one's language. */
export interface News {
  unread: number;
  items: { id: number; words: string; reason: string | null; when: string; isRead: boolean }[];
}

/** Null when it cannot be had now. */
export async function fetchNews(): Promise<News | null> {
  const answer = await fetch("/notifications/recent").catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** Notes that one has read everything. */
export async function readAllNews(): Promise<boolean> {
  return note({ all: true });
}

/** Notes that one has seen these generations or batches end. What is lost is told once more than needed. */
export async function noteSeen(generations: string[]): Promise<void> {
  if (generations.length > 0) await note({ generations });
}

async function note(body: object): Promise<boolean> {
  const headers = { "Content-Type": "application/json" };
  const sent = { method: "POST", headers, body: JSON.stringify(body), keepalive: true };
  const answer = await fetch("/api/notifications/read", sent).catch(() => null);
  return answer?.ok ?? false;
}
