import { and, count, desc, eq, inArray, isNotNull, isNull, like, lt, max, type SQL } from "drizzle-orm";
import { union } from "drizzle-orm/mysql-core";
import type { Role } from "@/lib/viewer";
import { database } from "../client";
import { generations, sessions, users } from "../schema";

export type PersonState = "active" | "unconfirmed" | "disabled" | "leaving";

export interface PeopleWanted {
  /** What an e-mail address, name or handle begins with; empty for all. */
  prefix: string;
  role?: Role;
  state?: PersonState;
  /** Only users older than this one. */
  beforeId?: number;
  limit: number;
}

const columns = {
  id: users.id,
  name: users.name,
  handle: users.handle,
  email: users.email,
  role: users.role,
  emailVerifiedAt: users.emailVerifiedAt,
  disabledAt: users.disabledAt,
  deleteAfter: users.deleteAfter,
  createdAt: users.createdAt,
};
export type PersonRow = Awaited<ReturnType<typeof listPeople>>[number];

/** Users, the newest first. What a name begins with is looked up in the index of each kind of name. */
export async function listPeople({ prefix, role, state, beforeId, limit }: PeopleWanted) {
  const narrowed = and(
    role && eq(users.role, role),
    state && isIn(state),
    beforeId === undefined ? undefined : lt(users.id, beforeId),
  );
  const list = database().select(columns).from(users);
  if (prefix === "") return list.where(narrowed).orderBy(desc(users.id)).limit(limit);
  const pattern = `${prefix.replace(/[\\%_]/g, "\\$&")}%`;
  const named = (begins: SQL) => database().select({ id: users.id }).from(users).where(and(begins, narrowed));
  const found = union(
    named(like(users.email, pattern)),
    named(like(users.name, pattern)),
    named(like(users.handle, pattern)),
  ).as("found");
  return list.innerJoin(found, eq(found.id, users.id)).orderBy(desc(users.id)).limit(limit);
}

function isIn(state: PersonState): SQL | undefined {
  if (state === "leaving") return isNotNull(users.deleteAfter);
  if (state === "disabled") return and(isNotNull(users.disabledAt), isNull(users.deleteAfter));
  const isHere = and(isNull(users.disabledAt), isNull(users.deleteAfter));
  return and(isHere, state === "unconfirmed" ? isNull(users.emailVerifiedAt) : isNotNull(users.emailVerifiedAt));
}

/** When a user was here last, as far as their sessions are still known. */
export async function findLastSeen(userId: number): Promise<Date | null> {
  const [row] = await database()
    .select({ at: max(sessions.lastSeenAt) })
    .from(sessions)
    .where(eq(sessions.userId, userId));
  return row?.at ?? null;
}

/** How many generations of a user wait or run. */
export async function countOpenOf(userId: number): Promise<number> {
  const [row] = await database()
    .select({ open: count() })
    .from(generations)
    .where(and(eq(generations.userId, userId), inArray(generations.status, ["queued", "running"])));
  return row?.open ?? 0;
}
