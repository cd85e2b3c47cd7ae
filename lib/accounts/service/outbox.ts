import { listMails, type MailRow } from "@/db/queries/mails";
import { requireAdministrator } from "@/lib/admin/policy";
import { limits } from "@/lib/limits";
import { openKeptMail } from "@/lib/mail/deliver";
import type { Viewer } from "@/lib/viewer";
import type { MailDto } from "../schema";

/**
 * The mails of the last days, newest first; those of the local outbox with what they say.
 *
 * @param beforeId only mails older than this one
 * @throws AppError `not_found` to everyone but administrators
 */
export async function listOutbox(viewer: Viewer, beforeId?: number): Promise<MailDto[]> {
  requireAdministrator(viewer);
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
