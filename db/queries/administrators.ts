import { and, asc, eq, isNull } from "drizzle-orm";
import { database, type Executor } from "../client";
import { users } from "../schema";

/** Whether anyone runs this installation: an administrator whose account is not disabled. */
export async function hasAdministrator(on: Executor = database()): Promise<boolean> {
  const found = await on
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt)))
    .limit(1);
  return found.length > 0;
}

/** The administrator who came first and is there to stay; null while there is none. */
export async function findFirstAdministrator(): Promise<number | null> {
  const [row] = await database()
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt), isNull(users.deleteAfter)))
    .orderBy(asc(users.id))
    .limit(1);
  return row?.id ?? null;
}
