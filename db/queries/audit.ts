import { clock } from "@/lib/clock";
import type { Executor } from "../client";
import { auditEntries } from "../schema";

export interface AuditEntry {
  /** Null for the machine itself: a command of whoever runs the installation. */
  actorId: number | null;
  /** `noun.verb` */
  action: string;
  /** Such as `user:12`. */
  subject: string;
  before?: unknown;
  after?: unknown;
  reason?: string;
}

/** Notes who changed what, in the transaction of the change. */
export async function insertAuditEntry(on: Executor, entry: AuditEntry): Promise<void> {
  await on.insert(auditEntries).values({ ...entry, createdAt: clock.now() });
}
