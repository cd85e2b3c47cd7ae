import { z } from "zod";
import type { ModeratedRow } from "@/db/queries/moderation";
import { limits } from "@/lib/limits";
import { mediaUrl } from "@/lib/media-address";
import { noticeTitle } from "@/lib/notices";

/** Why someone finds that a picture should not be shown to everyone. */
export const reportKinds = ["sexual", "violence", "hate", "privacy", "copyright", "spam", "other"] as const;
export type ReportKind = (typeof reportKinds)[number];

const missing = "Please say in a few words what is the matter.";
const long = "This is longer than what fits here.";

export const reportInput = z
  .object({
    kind: z.enum(reportKinds, "Please choose a reason."),
    reason: z.string().trim().max(limits.reportReasonMaxChars, long).default(""),
  })
  .refine(({ kind, reason }) => kind !== "other" || reason !== "", { path: ["reason"], message: missing });
export type ReportInput = z.infer<typeof reportInput>;

export const answerInput = z.object({
  answer: z.string().trim().min(1, missing).max(limits.hiddenAnswerMaxChars, long),
});

const reason = z.string().trim().min(1, "Please give a reason.").max(limits.hiddenReasonMaxChars, long);

export const decisions = ["hide", "show", "remove"] as const;
export type Decision = (typeof decisions)[number];

/** What an administrator decides on pictures; to show one again takes no reason. */
export const decideInput = z.discriminatedUnion("decision", [
  z.object({ decision: z.literal("show"), ids: decidedIds() }),
  z.object({ decision: z.literal("hide"), ids: decidedIds(), reason, look: z.string().max(2000).optional() }),
  z.object({ decision: z.literal("remove"), ids: decidedIds(), reason, look: z.string().max(2000).optional() }),
]);
export type DecideInput = z.infer<typeof decideInput>;

function decidedIds() {
  return z.array(z.int().positive()).min(1, "Please choose a picture.").max(limits.bulkMax);
}

/** `picture` is an id, a uuid, or an address that ends in one. */
export const lookInput = z.object({
  picture: z.string().trim().min(1, "There is no such picture.").max(500, long),
  reason,
});

export const moderationLists = ["newest", "reported", "hidden"] as const;
export type ModerationList = (typeof moderationLists)[number];

/** A picture as those see it who decide on it, or whose it is. Moments are ISO 8601, UTC. */
export interface ModeratedDto {
  id: number;
  uuid: string;
  title: string;
  width: number;
  height: number;
  isSensitive: boolean;
  maker: { name: string; handle: string } | null;
  createdAt: string;
  hiddenAt: string | null;
  /** Null when it was reports that hid it. */
  reason: string | null;
  /** What its maker says. */
  answer: string | null;
  /** How many reports wait. */
  reports: number;
  /** Where its bytes are; for administrators signed, and good for a while. */
  small: string;
  large: string;
}

export interface ModeratedPageDto {
  pictures: ModeratedDto[];
  /** Opaque; null at the end. */
  nextCursor: string | null;
}

/** A picture with reports that wait. */
export interface ReportedDto {
  imageId: number;
  /** Null when it is not everyone's any more. */
  picture: ModeratedDto | null;
  open: number;
  /** The latest of them. */
  reports: {
    id: number;
    kind: ReportKind;
    reason: string;
    createdAt: string;
    /** Null for a visitor. */
    reporter: { name: string; handle: string } | null;
  }[];
}

export interface ReportedPageDto {
  reported: ReportedDto[];
  nextCursor: string | null;
}

/**
 * The row of a picture as those see it who decide on it, or whose it is, field by field.
 *
 * @param look what proves an administrator to be at it, for the addresses of its bytes; null for whose it is
 */
export function moderatedDto(row: ModeratedRow, reports: number, look: string | null): ModeratedDto {
  const bytes = (variant: "320" | "1280") =>
    look === null ? mediaUrl(row.uuid, variant, row.version) : `/media/${row.uuid}/${variant}?look=${look}`;
  return {
    id: row.id,
    uuid: row.uuid,
    title: noticeTitle(row),
    width: row.width,
    height: row.height,
    isSensitive: row.isSensitive,
    maker: named(row.makerName, row.makerHandle),
    createdAt: row.createdAt.toISOString(),
    hiddenAt: row.hiddenAt?.toISOString() ?? null,
    reason: row.hiddenReason,
    answer: row.hiddenAnswer,
    reports,
    small: bytes("320"),
    large: bytes("1280"),
  };
}

/** A user by name, where there is one. */
export function named(name: string | null, handle: string | null): { name: string; handle: string } | null {
  return name === null || handle === null ? null : { name, handle };
}
