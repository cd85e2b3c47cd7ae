import { type AuditRow, listAuditActions, listAuditActors, listAuditEntries } from "@/db/queries/audit";
import { requireAdministrator } from "@/lib/admin/policy";
import { limits } from "@/lib/limits";
import type { Viewer } from "@/lib/viewer";
import type { AuditChange, AuditEntryDto, AuditPageDto, AuditQuery } from "../schema";

/** A page of what was changed by whom, newest first. @throws AppError `not_found` */
export async function listAudit(viewer: Viewer, query: AuditQuery): Promise<AuditPageDto> {
  requireAdministrator(viewer);
  const { actor: actorId, action, subject, before: beforeId } = query;
  const [rows, actors, actions] = await Promise.all([
    listAuditEntries({ actorId, action, subject, beforeId }, limits.auditPageSize + 1),
    listAuditActors(limits.auditChoices),
    listAuditActions(limits.auditChoices),
  ]);
  const shown = rows.slice(0, limits.auditPageSize);
  const before = rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null;
  return { entries: shown.map(entryDto), before, actors, actions };
}

function entryDto(row: AuditRow): AuditEntryDto {
  const { actorId, actorName, actorHandle } = row;
  const isThere = actorId !== null && actorName !== null && actorHandle !== null;
  return {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    actor: isThere ? { id: actorId, name: actorName, handle: actorHandle } : null,
    action: row.action,
    subject: row.subject,
    changes: changesOf(row.before, row.after),
    reason: row.reason,
  };
}

/** Field by field what differs; what stands on one side alone came or went. */
export function changesOf(before: unknown, after: unknown): AuditChange[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => old.get(field) !== now.get(field))
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }));
}

/** The values of a record by their path, such as `config.address`; lists and single values are one text. */
function leavesOf(value: unknown, path = ""): Map<string, string> {
  if (value === undefined || value === null) return new Map();
  if (typeof value !== "object" || Array.isArray(value)) return new Map([[path, textOf(value)]]);
  const leaves = Object.entries(value).flatMap(([field, inner]) => [
    ...leavesOf(inner, path === "" ? field : `${path}.${field}`),
  ]);
  return new Map(leaves);
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(textOf).join("\n") : JSON.stringify(value);
}
