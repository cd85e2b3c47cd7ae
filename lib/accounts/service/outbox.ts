import { listMails, type MailRow } from "@/db/queries/mails";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/limits";
import { openKeptMail } from "@/lib/mail/deliver";
import type { Viewer } from "@/lib/viewer";
import { requireUser } from "../policy";
import type { MailDto } from "../schema";

/**
 * The mails of the last days, newest first; those of the local outbox with what they say.
 *
 * @param beforeId only mails older than this one
 * @throws AppError `forbidden` to everyone but administrators
 */
export async function listOutbox(viewer: Viewer, beforeId?: number): Promise<MailDto[]> {
  if (requireUser(viewer).role !== "admin") throw new AppError("forbidden");
  const rows = await listMails(limits.pageSizeMax, beforeId);
  return rows.map(mailDto);
}

function mailDto(row: MailRow): MailDto {
  const said = openKeptMail(row);
  return {
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: said?.text ?? "",
    html: said?.html ?? "",
    status: row.status,
    created_at: row.createdAt.toISOString(),
  };
}
