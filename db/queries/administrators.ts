import { and, eq, isNull } from "drizzle-orm";
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
