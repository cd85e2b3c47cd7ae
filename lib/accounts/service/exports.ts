import { randomUUID } from "node:crypto";
import { database, inTransaction } from "@/db/client";
import { insertAccountExport, listAccountExports } from "@/db/queries/account-exports";
import { lockUser } from "@/db/queries/users";
import { clock, dayMs, fromNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { countPoints } from "@/lib/http/rate";
import { enqueue } from "@/lib/queue";
import { accountExport } from "@/lib/queue/jobs";
import { storage } from "@/lib/storage";
import type { OpenedFile } from "@/lib/storage/define";
import { type Viewer, viewerKey } from "@/lib/viewer";
import { requireSession } from "../policy";
import type { ExportDto } from "../schema";

/** How long a file is offered. */
const offeredMs = 7 * dayMs;

/** Where an export lies in the storage. */
export function exportKey(uuid: string): string {
  return `exports/${uuid}/atelier.zip`;
}

/** Asks for a file with everything of the user; while one is being made, no other begins. @throws AppError `rate_limited` */
export async function requestExport(viewer: Viewer): Promise<void> {
  const { id: userId } = requireSession(viewer);
  const hasOpen = async () => (await listAccountExports(database(), userId)).some(({ status }) => status === "queued");
  if (await hasOpen()) return;
  await countPoints("export", viewerKey(viewer), 1);
  await inTransaction(async (tx) => {
    await lockUser(tx, { id: userId });
    const open = await listAccountExports(tx, userId);
    if (open.some(({ status }) => status === "queued")) return;
    const row = { uuid: randomUUID(), userId, createdAt: clock.now(), expiresAt: fromNow(offeredMs) };
    const exportId = await insertAccountExport(tx, row);
    await enqueue(tx, accountExport, [{ exportId }], { lane: viewerKey(viewer), subjectId: exportId });
  });
}

/** The user's files, newest first. */
export async function listExports(viewer: Viewer): Promise<ExportDto[]> {
  const { id } = requireSession(viewer);
  const rows = await listAccountExports(database(), id);
  return rows.map((row) => ({
    uuid: row.uuid,
    status: row.status,
    bytes: row.bytes,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    url: row.status === "ready" ? `/api/user/exports/${row.uuid}` : null,
  }));
}

/** One of the user's files, to be read to its end. @throws AppError `not_found`, for another's as for a missing one */
export async function openExport(viewer: Viewer, uuid: string): Promise<OpenedFile> {
  const { id } = requireSession(viewer);
  const rows = await listAccountExports(database(), id);
  const isMine = rows.some((row) => row.uuid === uuid && row.status === "ready");
  const file = isMine ? await storage().open(exportKey(uuid)) : null;
  if (!file) throw new AppError("not_found");
  return file;
}
