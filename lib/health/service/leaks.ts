import { database, inTransaction } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { hasOpenJob } from "@/db/queries/jobs";
import { findLastLeakCheck, insertLeakCheck, type LeakCheckRow, listLeakChecks } from "@/db/queries/leak-checks";
import { requireAdministrator } from "@/lib/admin/policy";
import { enqueue } from "@/lib/queue";
import { leaksCheck } from "@/lib/queue/jobs";
import { type Viewer, viewerKey } from "@/lib/viewer";
import { type LeakCheckDto, type LeakReport, leakReport } from "../schema";

/** The newest so many are listed. */
const shown = 5;

/** Has the running instance checked for leaks, unless that is being done. @throws AppError `not_found` */
export async function requestLeakCheck(viewer: Viewer): Promise<void> {
  const { id: actorId } = requireAdministrator(viewer);
  await inTransaction(async (tx) => {
    if (await hasOpenJob(tx, leaksCheck.name)) return;
    const checkId = await insertLeakCheck(tx, actorId);
    await insertAuditEntry(tx, { actorId, action: "leaks.check", subject: `leak_check:${checkId}` });
    await enqueue(tx, leaksCheck, [{ checkId }], { lane: viewerKey(viewer), subjectId: checkId });
  });
}

export interface LeakChecksDto {
  /** Newest first. */
  checks: LeakCheckDto[];
  /** Whether one waits or runs. */
  isChecking: boolean;
  /** Of the newest that came to its end. */
  report: LeakReport | null;
}

/** The last checks, and what the newest found. @throws AppError `not_found` */
export async function listChecks(viewer: Viewer): Promise<LeakChecksDto> {
  requireAdministrator(viewer);
  const [rows, last, isOpen] = await Promise.all([
    listLeakChecks(shown),
    findLastLeakCheck(),
    hasOpenJob(database(), leaksCheck.name),
  ]);
  const parsed = leakReport.safeParse(last?.report);
  return { checks: rows.map(dto), isChecking: isOpen, report: parsed.success ? parsed.data : null };
}

function dto(row: Omit<LeakCheckRow, "report" | "traces">): LeakCheckDto {
  const { id, status, asked, total, leaks, unanswered, createdAt, finishedAt } = row;
  return {
    ...{ id, status, asked, total, leaks, unanswered },
    created_at: createdAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
  };
}
