import { z } from "zod";
import { endpoint, route } from "@/lib/http/endpoint";
import { notificationSchema } from "@/lib/notifications/schema";
import { listNotifications } from "@/lib/notifications/service";

const list = endpoint({
  path: "/api/notifications",
  summary: "What you were told of, newest first, and how much of it you have not read",
  access: "user",
  rate: null,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(200).optional(),
  }),
  answers: {
    200: z.object({
      success: z.literal(true),
      message: z.string(),
      data: z.array(notificationSchema),
      unread: z.int(),
      next_cursor: z.string().nullable(),
    }),
  },
  async run({ viewer, query }) {
    const { notifications, unread, nextCursor } = await listNotifications(viewer, query);
    const body = { success: true, message: "Your notifications", data: notifications, unread, next_cursor: nextCursor };
    return { status: 200, body };
  },
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: list });
