import type { BulkAction } from "@/lib/images/schema";
import { limits } from "@/lib/limits";

/** What the wall asks of the API. Each throws an error named after the code when the answer is no. */

export async function sendFavorite(id: number, favorite: boolean): Promise<{ favorite: boolean; likes: number }> {
  return (await send("PATCH", "/api/image/favorite", { id, favorite })).data;
}

export async function sendPrivate(id: number, isPrivate: boolean): Promise<void> {
  await send("PATCH", "/api/image/private", { id, private: isPrivate });
}

/** One action on many pictures, however many: answers the ids it was done to. */
export async function sendBulk(ids: number[], action: BulkAction): Promise<number[]> {
  const done: number[] = [];
  for (let start = 0; start < ids.length; start += limits.bulkMax) {
    const answer = await send("POST", "/api/images/bulk", { ids: ids.slice(start, start + limits.bulkMax), action });
    done.push(...answer.done);
  }
  return done;
}

async function send(method: string, address: string, body: unknown) {
  const answer = await fetch(address, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    // Who likes a picture and goes on at once has still liked it.
    keepalive: true,
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.code);
  return said;
}
