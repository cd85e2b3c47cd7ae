import { and, asc, count, desc, eq, inArray, lt, max, sql } from "drizzle-orm";
import { clock } from "@/lib/clock";
import { database, type Transaction } from "../client";
import { reports, users } from "../schema";

export type ReportRow = typeof reports.$inferSelect;
export type NewReport = Pick<ReportRow, "imageId" | "reporter" | "reporterId" | "kind" | "reason">;

/** Writes a report; false when this reporter has reported the picture before. The picture's row must be held. */
export async function insertReport(tx: Transaction, report: NewReport): Promise<boolean> {
  const [result] = await tx
    .insert(reports)
    .ignore()
    .values({ ...report, createdAt: clock.now() });
  return result.affectedRows > 0;
}

/** How many reports of a picture wait for a decision, and how many were dismissed. */
export async function countReports(tx: Transaction, imageId: number): Promise<{ open: number; dismissed: number }> {
  const rows = await tx
    .select({ status: reports.status, n: count() })
    .from(reports)
    .where(eq(reports.imageId, imageId))
    .groupBy(reports.status);
  const of = (status: ReportRow["status"]) => rows.find((row) => row.status === status)?.n ?? 0;
  return { open: of("open"), dismissed: of("dismissed") };
}

/**
 * Decides on the reports of these pictures, whose rows must be held: all that are not decided so yet. Answers those that
 * waited.
 */
export async function decideReports(
  tx: Transaction,
  imageIds: number[],
  status: "upheld" | "dismissed",
  decidedBy: number,
): Promise<{ imageId: number; reporterId: number | null }[]> {
  if (imageIds.length === 0) return [];
  const waiting = await tx
    .select({ imageId: reports.imageId, reporterId: reports.reporterId })
    .from(reports)
    .where(and(inArray(reports.imageId, imageIds), eq(reports.status, "open")))
    .orderBy(asc(reports.id));
  const changed = status === "upheld" ? ["open" as const] : ["open" as const, "upheld" as const];
  await tx
    .update(reports)
    .set({ status, decidedAt: clock.now(), decidedBy })
    .where(and(inArray(reports.imageId, imageIds), inArray(reports.status, changed)));
  return waiting;
}

/** Pictures with reports that wait, the one reported last first, each with its newest report's id and how many wait. */
export async function listReportedIds(limit: number, beforeId?: number) {
  const newest = max(reports.id);
  return database()
    .select({ imageId: reports.imageId, newestId: sql`${newest}`.mapWith(Number), open: count() })
    .from(reports)
    .where(eq(reports.status, "open"))
    .groupBy(reports.imageId)
    .having(beforeId === undefined ? undefined : lt(newest, beforeId))
    .orderBy(desc(newest))
    .limit(limit);
}

/** How many reports of each of these pictures wait. */
export async function countOpenReports(imageIds: number[]): Promise<Map<number, number>> {
  if (imageIds.length === 0) return new Map();
  const rows = await database()
    .select({ imageId: reports.imageId, n: count() })
    .from(reports)
    .where(and(eq(reports.status, "open"), inArray(reports.imageId, imageIds)))
    .groupBy(reports.imageId);
  return new Map(rows.map(({ imageId, n }) => [imageId, n]));
}

/** The reports of a picture that wait, newest first, with the names of users who made them. */
export async function listOpenReports(imageId: number, limit: number) {
  return database()
    .select({
      id: reports.id,
      kind: reports.kind,
      reason: reports.reason,
      createdAt: reports.createdAt,
      reporterName: users.name,
      reporterHandle: users.handle,
    })
    .from(reports)
    .leftJoin(users, eq(users.id, reports.reporterId))
    .where(and(eq(reports.imageId, imageId), eq(reports.status, "open")))
    .orderBy(desc(reports.id))
    .limit(limit);
}
