import { eq } from "drizzle-orm";
import { database } from "../client";
import { users } from "../schema";

/** Whether what a user makes starts public or private. */
export async function findDefaultVisibility(userId: number): Promise<"public" | "private"> {
  const [row] = await database().select({ value: users.defaultVisibility }).from(users).where(eq(users.id, userId));
  return row?.value ?? "private";
}
