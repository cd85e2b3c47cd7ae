import { randomUUID } from "node:crypto";
import { clock } from "@/lib/clock";
import { database } from "../client";
import { guests } from "../schema";

/** A new guest; answers its id. */
export async function insertGuest(): Promise<number> {
  const now = clock.now();
  const [row] = await database()
    .insert(guests)
    .values({ uuid: randomUUID(), createdAt: now, lastSeenAt: now })
    .$returningId();
  if (!row) throw new Error("The database answered no id.");
  return row.id;
}
