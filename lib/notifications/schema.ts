import { z } from "zod";
import { limits } from "@/lib/limits";
import { type NoticeName, noticeShapes } from "@/lib/notices";

// Apart, so that what writes notices needs none of this.
export { type Notice, type NoticeName, noticeShapes } from "@/lib/notices";

const names = Object.keys(noticeShapes) as [NoticeName, ...NoticeName[]];

/** What a user is told of. `payload` has the fields of its name; `url` is a path of this site. Moments are ISO 8601, UTC. */
export const notificationSchema = z.object({
  id: z.int(),
  name: z.enum(names),
  payload: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  url: z.string(),
  read: z.boolean(),
  created_at: z.iso.datetime(),
});
export type NotificationDto = z.infer<typeof notificationSchema>;

export interface NotificationPageDto {
  notifications: NotificationDto[];
  /** Counted no further than `limits.unreadCountMax`. */
  unread: number;
  /** Opaque; null at the end. */
  nextCursor: string | null;
}

/** Which are read: by id, by the generations or batches they are about, or all. */
export const readInput = z.union([
  z.object({ ids: z.array(z.int().positive()).min(1).max(limits.bulkMax) }),
  z.object({ generations: z.array(z.uuid()).min(1).max(limits.bulkMax) }),
  z.object({ all: z.literal(true) }),
]);
export type ReadInput = z.infer<typeof readInput>;
